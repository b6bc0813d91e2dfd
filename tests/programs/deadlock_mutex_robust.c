// A robust mutex helps when its owner ends. This one lives, and waits for its child, who wants the mutex.
// expect: deadlock
// dead: child of main @18 mutex; main @21 child
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pthread_mutex_t *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&kind, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(m, &kind);
  pthread_mutex_lock(m);
  if (fork() == 0) {
    pthread_mutex_lock(m);
    _exit(0);
  }
  wait(NULL);
  pthread_mutex_unlock(m);
  return 0;
}
