// A mutex in shared memory without PTHREAD_PROCESS_SHARED: unlocking it wakes nobody in the other process.
// expect: deadlock | private-sync
// may: private-sync
// cause: process-private
// dead: child of main @28 mutex; main @34 child
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void until_asleep(pid_t pid) {
  char path[64], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  while (state != 'S') {
    FILE *stat = fopen(path, "r");
    fscanf(stat, "%*d %*s %c", &state);
    fclose(stat);
  }
}

int main(void) {
  pthread_mutex_t *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutex_init(m, NULL);
  pthread_mutex_lock(m);
  const pid_t child = fork();
  if (child == 0) {
    pthread_mutex_lock(m);
    pthread_mutex_unlock(m);
    _exit(0);
  }
  until_asleep(child);
  pthread_mutex_unlock(m);
  wait(NULL);
  return 0;
}
