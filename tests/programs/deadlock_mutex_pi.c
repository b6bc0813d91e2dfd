// The holder of a priority-inheriting mutex waits for a byte from the one who waits for the mutex.
// expect: deadlock
// dead: child of main @24 pipe; main @29 mutex
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2], held[2];
  char byte;
  pthread_mutex_t *m = mmap(NULL, sizeof *m, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setprotocol(&kind, PTHREAD_PRIO_INHERIT);
  pthread_mutex_init(m, &kind);
  pipe(ends);
  pipe(held);
  if (fork() == 0) {
    close(ends[1]);
    pthread_mutex_lock(m);
    write(held[1], "h", 1);
    read(ends[0], &byte, 1);
    pthread_mutex_unlock(m);
    _exit(0);
  }
  read(held[0], &byte, 1);
  pthread_mutex_lock(m);
  write(ends[1], "x", 1);
  wait(NULL);
  return 0;
}
