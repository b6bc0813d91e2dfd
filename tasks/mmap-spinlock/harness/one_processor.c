// Linked with the solution: keeps it on one processor, makes sched_yield() give way, and refuses the ready-made locks.
//
// On one processor a lock that spins without giving way burns whole time slices while its holder cannot run. So
// what is only slow on a large machine shows on every machine.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

__attribute__((constructor)) static void stay_on_this_processor(void) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
}

// The kernel may let the caller of sched_yield() run on. So now and then the caller sleeps: then the others do run, and
// find a lock that does not lock.
int sched_yield(void) {
  static unsigned calls;
  static const struct timespec moment = {0, 100000};
  if (++calls % 8 == 0) nanosleep(&moment, NULL);
  return (int)syscall(SYS_sched_yield);
}

static void refuse(const char* call) {
  (void)!write(STDERR_FILENO, call, strlen(call));
  const char why[] = ": not in this task, the lock is to be a spinlock of your own\n";
  (void)!write(STDERR_FILENO, why, sizeof why - 1);
  abort();
}

// What makes a ready-made lock usable by several processes. A C++ library itself needs none of these.
int pthread_mutexattr_setpshared(pthread_mutexattr_t* attributes, int shared) {
  (void)attributes, (void)shared;
  refuse("pthread_mutexattr_setpshared");
  return 0;
}
int pthread_rwlockattr_setpshared(pthread_rwlockattr_t* attributes, int shared) {
  (void)attributes, (void)shared;
  refuse("pthread_rwlockattr_setpshared");
  return 0;
}
int pthread_spin_init(pthread_spinlock_t* lock, int shared) {
  (void)lock, (void)shared;
  refuse("pthread_spin_init");
  return 0;
}
int sem_wait(sem_t* semaphore) {
  (void)semaphore;
  refuse("sem_wait");
  return 0;
}
int sem_trywait(sem_t* semaphore) {
  (void)semaphore;
  refuse("sem_trywait");
  return 0;
}
int sem_timedwait(sem_t* restrict semaphore, const struct timespec* restrict until) {
  (void)semaphore, (void)until;
  refuse("sem_timedwait");
  return 0;
}
// A record lock of the kernel is a ready-made lock, too. The C library's own calls do not come through here.
int fcntl(int fd, int command, ...) {
  (void)fd, (void)command;
  refuse("fcntl");
  return 0;
}
int lockf(int fd, int command, off_t length) {
  (void)fd, (void)command, (void)length;
  refuse("lockf");
  return 0;
}
