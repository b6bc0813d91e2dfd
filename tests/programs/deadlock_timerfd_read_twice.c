// The timer fires once, and is waited for twice.
// expect: deadlock
// dead: child of main @15 timerfd; main @18 child
#include <stdint.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const struct itimerspec once = {{0, 0}, {0, 50000000}};
  uint64_t expirations;
  if (fork() == 0) {
    const int timer = timerfd_create(CLOCK_MONOTONIC, 0);
    timerfd_settime(timer, 0, &once, NULL);
    for (int i = 0; i < 2; i++) read(timer, &expirations, sizeof expirations);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
