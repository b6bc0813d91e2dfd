// An interval timer ticks; main sleeps in sigsuspend between the ticks.
// expect: none
#include <signal.h>
#include <stddef.h>
#include <sys/time.h>

static volatile sig_atomic_t ticks;
static void tick(int signo) {
  (void)signo;
  ticks++;
}

int main(void) {
  sigset_t alarm_only, before;
  struct sigaction action = {.sa_handler = tick};
  const struct itimerval every = {{0, 40000}, {0, 150000}};
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  sigprocmask(SIG_BLOCK, &alarm_only, &before);
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &every, NULL);
  while (ticks < 6) sigsuspend(&before);
  return 0;
}
