// One thread waits for the child process, main for the thread, the child for nobody: it sleeps.
// expect: none
#include <pthread.h>
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

static void *reaper(void *child) {
  waitpid(*(pid_t *)child, NULL, 0);
  return NULL;
}

int main(void) {
  pthread_t thread;
  pid_t child = fork();
  if (child == 0) {
    usleep(300000);
    _exit(0);
  }
  pthread_create(&thread, NULL, reaper, &child);
  pthread_join(thread, NULL);
  return 0;
}
