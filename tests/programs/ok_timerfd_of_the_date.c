// Two processes share one timer descriptor set to a date; both wait in poll for it.
// expect: none
#include <poll.h>
#include <sys/timerfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  struct itimerspec when = {{0, 0}, {0, 0}};
  const int timer = timerfd_create(CLOCK_REALTIME, 0);
  clock_gettime(CLOCK_REALTIME, &when.it_value);
  when.it_value.tv_sec += 1;
  timerfd_settime(timer, TFD_TIMER_ABSTIME, &when, NULL);
  const pid_t child = fork();
  struct pollfd wanted = {timer, POLLIN, 0};
  const int got = poll(&wanted, 1, -1);
  if (child == 0) _exit(got != 1);
  waitpid(child, NULL, 0);
  return got != 1;
}
