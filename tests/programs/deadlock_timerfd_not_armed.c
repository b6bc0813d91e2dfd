// The timer descriptor was made, and never set.
// expect: deadlock
// dead: main @11 timerfd
#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void) {
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  uint64_t expirations;
  return read(timer, &expirations, sizeof expirations) != sizeof expirations;
}
