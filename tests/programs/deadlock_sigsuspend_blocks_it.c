// sigsuspend gets the set of what is waited for, as if it were sigwait's: the signal is blocked during the wait.
// expect: deadlock
// cause: signal-mask
// dead: main @19 signal
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  sigset_t usr1;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  sigprocmask(SIG_BLOCK, &usr1, NULL);
  signal(SIGUSR1, nothing);
  if (fork() == 0) _exit(kill(getppid(), SIGUSR1));
  wait(NULL);
  sigsuspend(&usr1);
  return 0;
}
