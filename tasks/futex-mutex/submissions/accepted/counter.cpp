// Another word: bit 31 says "taken", the rest counts those who wait.
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

#include "fmutex.h"

namespace {

constexpr unsigned kTaken = 1u << 31;

std::atomic_ref<unsigned> word(fmutex* m) { return std::atomic_ref<unsigned>(m->word); }

long futex(fmutex* m, int op, unsigned value) { return syscall(SYS_futex, &m->word, op, value, nullptr, nullptr, 0); }

}  // namespace

void fmutex_init(fmutex* m) { word(m).store(0); }

int fmutex_trylock(fmutex* m) {
  unsigned seen = word(m).load();
  while ((seen & kTaken) == 0)
    if (word(m).compare_exchange_weak(seen, seen | kTaken)) return 1;
  return 0;
}

void fmutex_lock(fmutex* m) {
  if (fmutex_trylock(m)) return;
  unsigned seen = word(m).fetch_add(1) + 1;  // one more waits
  for (;;) {
    if ((seen & kTaken) == 0) {
      if (word(m).compare_exchange_weak(seen, (seen - 1) | kTaken)) return;
      continue;
    }
    futex(m, FUTEX_WAIT, seen);
    seen = word(m).load();
  }
}

void fmutex_unlock(fmutex* m) {
  const unsigned before = word(m).fetch_and(~kTaken);
  if ((before & ~kTaken) != 0) futex(m, FUTEX_WAKE, 1);
}
