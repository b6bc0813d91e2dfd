// The owner of a robust mutex dies; the next one is told so and repairs it.
// expect: none
#include <errno.h>
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  pthread_mutex_t *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t shared;
  int ends[2];
  char byte;
  pipe(ends);
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&shared, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(m, &shared);
  if (fork() == 0) {
    const struct timespec nap = {0, 300000000};
    pthread_mutex_lock(m);
    write(ends[1], "l", 1);
    nanosleep(&nap, NULL);
    _exit(0);
  }
  read(ends[0], &byte, 1);
  const int got = pthread_mutex_lock(m);
  if (got == EOWNERDEAD) pthread_mutex_consistent(m);
  pthread_mutex_unlock(m);
  wait(NULL);
  return got == EOWNERDEAD ? 0 : 1;
}
