// The mutex of Ulrich Drepper's "Futexes Are Tricky": 0 free, 1 taken, 2 taken and somebody may wait.
#define _GNU_SOURCE
#include "fmutex.h"

#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { kFree = 0, kTaken = 1, kWaitedFor = 2 };

void fmutex_init(struct fmutex* m) { __atomic_store_n(&m->word, kFree, __ATOMIC_RELAXED); }

int fmutex_trylock(struct fmutex* m) {
  unsigned expected = kFree;
  return __atomic_compare_exchange_n(&m->word, &expected, kTaken, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}

void fmutex_lock(struct fmutex* m) {
  if (fmutex_trylock(m)) return;
  // Taken as kWaitedFor, never as kTaken: others may sleep, too, and the next unlock must not forget them.
  while (__atomic_exchange_n(&m->word, kWaitedFor, __ATOMIC_ACQUIRE) != kFree)
    syscall(SYS_futex, &m->word, FUTEX_WAIT, kWaitedFor, NULL, NULL, 0);
}

void fmutex_unlock(struct fmutex* m) {
  if (__atomic_exchange_n(&m->word, kFree, __ATOMIC_RELEASE) == kWaitedFor)
    syscall(SYS_futex, &m->word, FUTEX_WAKE, 1, NULL, NULL, 0);
}
