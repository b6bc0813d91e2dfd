// A timer set to a point in time (TIMER_ABSTIME) interrupts a read that nobody else would ever end.
// expect: none
#include <errno.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  int ends[2];
  char byte;
  timer_t timer;
  struct sigaction action = {.sa_handler = nothing};  // no SA_RESTART: the read shall fail with EINTR
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  struct itimerspec when = {{0, 0}, {0, 0}};
  pipe(ends);
  sigaction(SIGUSR1, &action, NULL);
  timer_create(CLOCK_REALTIME, &event, &timer);
  clock_gettime(CLOCK_REALTIME, &when.it_value);
  when.it_value.tv_sec += 1;
  timer_settime(timer, TIMER_ABSTIME, &when, NULL);
  return read(ends[0], &byte, 1) == -1 && errno == EINTR ? 0 : 1;
}
