// The number of waiters is in the high bits: word = 2 * waiters + taken.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "fmutex.h"
static long futex(unsigned *w, int op, unsigned v) { return syscall(SYS_futex, w, op, v, NULL, NULL, 0); }
void fmutex_init(struct fmutex *m) { m->word = 0; }
int fmutex_trylock(struct fmutex *m) {
  unsigned v = __atomic_load_n(&m->word, __ATOMIC_RELAXED);
  return !(v & 1) && __atomic_compare_exchange_n(&m->word, &v, v | 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED);
}
void fmutex_lock(struct fmutex *m) {
  if (fmutex_trylock(m)) return;
  unsigned v = __atomic_add_fetch(&m->word, 2, __ATOMIC_RELAXED);
  for (;;) {
    if (!(v & 1)) {
      if (__atomic_compare_exchange_n(&m->word, &v, (v - 2) | 1, 0, __ATOMIC_ACQUIRE, __ATOMIC_RELAXED)) return;
      continue;
    }
    futex(&m->word, FUTEX_WAIT, v);
    v = __atomic_load_n(&m->word, __ATOMIC_RELAXED);
  }
}
void fmutex_unlock(struct fmutex *m) {
  if (__atomic_sub_fetch(&m->word, 1, __ATOMIC_RELEASE) >= 2) futex(&m->word, FUTEX_WAKE, 1);
}
