// Linked with the solution: looks whether the parent destroys the semaphore, and not before its children have ended.
#define _GNU_SOURCE
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t parent;
static int children, destroyed, too_early;

static void count_child(void) { ++children; }

static void tell(int status, void* unused) {
  (void)unused;
  static const char early[] = "[sem_destroy() was called while all the children were still there]\n";
  static const char never[] = "[the parent never called sem_destroy()]\n";
  if (getpid() != parent || status != 0 || children == 0) return;
  if (too_early) (void)!write(STDOUT_FILENO, early, sizeof early - 1);
  if (!destroyed) (void)!write(STDOUT_FILENO, never, sizeof never - 1);
}

__attribute__((constructor)) static void prepare(void) {
  parent = getpid();
  pthread_atfork(NULL, count_child, NULL);
  on_exit(tell, NULL);
}

int __real_sem_destroy(sem_t* semaphore);

int __wrap_sem_destroy(sem_t* semaphore) {
  siginfo_t info = {0};
  if (getpid() == parent) {
    destroyed = 1;
    // There are children, and none has ended.
    if (waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT) == 0 && info.si_pid == 0) too_early = 1;
  }
  return __real_sem_destroy(semaphore);
}
