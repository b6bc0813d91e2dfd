// The self-pipe trick: the handler of the alarm writes into the pipe that main reads.
// expect: none
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static int ends[2];
static void wake(int signo) {
  (void)signo;
  write(ends[1], "!", 1);
}

int main(void) {
  char byte;
  const struct itimerval once = {{0, 0}, {0, 300000}};
  struct sigaction action = {.sa_handler = wake, .sa_flags = SA_RESTART};
  pipe(ends);
  sigaction(SIGALRM, &action, NULL);
  setitimer(ITIMER_REAL, &once, NULL);
  return read(ends[0], &byte, 1) == 1 ? 0 : 1;
}
