// fmutex.c: a mutex made of one futex word.
#define _GNU_SOURCE
#include "fmutex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

void fmutex_init(struct fmutex* m) {
  m->word = 0;
}

void fmutex_lock(struct fmutex* m) {
  // Free: take it, without a system call. Taken: say in the word that somebody waits, and sleep:
  //   syscall(SYS_futex, &m->word, FUTEX_WAIT, expected, NULL, NULL, 0);
  // sleeps only if the word still has the expected value. Being woken is not having the mutex.
  (void)m;
}

int fmutex_trylock(struct fmutex* m) {
  (void)m;
  return 1;
}

void fmutex_unlock(struct fmutex* m) {
  // Free it. If somebody waits, wake one:
  //   syscall(SYS_futex, &m->word, FUTEX_WAKE, 1, NULL, NULL, 0);
  (void)m;
}
