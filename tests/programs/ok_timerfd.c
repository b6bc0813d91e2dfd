// expect: none
#include <stdint.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void) {
  const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
  const struct itimerspec once = {{0, 0}, {0, 400000000}};
  uint64_t expirations;
  timerfd_settime(timer, 0, &once, NULL);
  return read(timer, &expirations, sizeof expirations) == sizeof expirations ? 0 : 1;
}
