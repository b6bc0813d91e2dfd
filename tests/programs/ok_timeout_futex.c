// A raw futex wait with a time-out, relative and absolute.
// expect: none
#define _GNU_SOURCE
#include <errno.h>
#include <linux/futex.h>
#include <stdint.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  uint32_t word = 0;
  struct timespec t = {0, 200000000};
  if (syscall(SYS_futex, &word, FUTEX_WAIT, 0, &t, NULL, 0) != -1 || errno != ETIMEDOUT) return 1;
  clock_gettime(CLOCK_MONOTONIC, &t);
  t.tv_sec += 1;
  const long got = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, 0, &t, NULL, FUTEX_BITSET_MATCH_ANY);
  return got == -1 && errno == ETIMEDOUT ? 0 : 2;
}
