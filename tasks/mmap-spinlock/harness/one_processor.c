// Linked with the solution: keeps it on one processor, makes sched_yield() give way, counts it, and refuses the
// ready-made locks.
//
// On one processor a lock that spins without giving way burns whole time slices while its holder cannot run. So
// what is only slow on a large machine shows on every machine.
//
// The solution is compiled with -fno-inline-atomics: an atomic read is a call, and comes through here. Others run after
// it, so a lock that reads "free" and then sets "taken" is set by two.
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

static const struct timespec moment = {0, 100000};

static long additions;   // that each child is to make
static int child;        // this process is one
static unsigned yields;  // how often it has called sched_yield()

static void begin_as_child(void) {
  child = 1;
  yields = 0;
}

// Each addition has a sched_yield() of its own, and each try that failed another one.
static void count_yields(int status) {
  char text[120];
  if (!child || status != 0 || yields >= additions) return;
  int length = snprintf(text, sizeof text, "[a child has called sched_yield() %u times in %ld additions]\n", yields, additions);
  (void)!write(STDOUT_FILENO, text, (size_t)length);
}

static void at_exit(int status, void* unused) {
  (void)unused;
  count_yields(status);
}

__attribute__((constructor)) static void stay_on_this_processor(int argc, char** argv) {
  cpu_set_t one;
  CPU_ZERO(&one);
  CPU_SET(sched_getcpu(), &one);
  sched_setaffinity(0, sizeof one, &one);
  additions = argc == 3 ? atol(argv[2]) : 0;
  pthread_atfork(NULL, NULL, begin_as_child);
  on_exit(at_exit, NULL);
}

void _exit(int status) {
  count_yields(status);
  for (;;) syscall(SYS_exit_group, status);
}
void _Exit(int status) { _exit(status); }

// The kernel may let the caller of sched_yield() run on. So now and then the caller sleeps: then the others do run, and
// find a lock that does not lock.
int sched_yield(void) {
  if (++yields % 8 == 0) nanosleep(&moment, NULL);
  return (int)syscall(SYS_sched_yield);
}

static void others_run(void) {
  static unsigned reads;
  if (reads < 400 && ++reads % 2 == 0) nanosleep(&moment, NULL);
}

#define ATOMIC_READ(size, type)                                       \
  type __real___atomic_load_##size(const volatile void* p, int order); \
  type __wrap___atomic_load_##size(const volatile void* p, int order) { \
    type value = __real___atomic_load_##size(p, order);               \
    others_run();                                                     \
    return value;                                                     \
  }
ATOMIC_READ(1, uint8_t)
ATOMIC_READ(2, uint16_t)
ATOMIC_READ(4, uint32_t)
ATOMIC_READ(8, uint64_t)

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
