// expect: none
#include <signal.h>
#include <time.h>

int main(void) {
  sigset_t set;
  int signo;
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGRTMIN};
  const struct itimerspec once = {{0, 0}, {0, 400000000}};
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, NULL);
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  timer_settime(timer, 0, &once, NULL);
  sigwait(&set, &signo);
  return 0;
}
