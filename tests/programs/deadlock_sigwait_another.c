// Main waits for SIGUSR2, and its child sends SIGUSR1: both are blocked, so that one stays pending.
// expect: deadlock
// cause: signal-mask
// dead: main @17 signal
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t all, usr2;
  int signo;
  sigfillset(&all);
  sigprocmask(SIG_BLOCK, &all, NULL);
  sigemptyset(&usr2);
  sigaddset(&usr2, SIGUSR2);
  if (fork() == 0) _exit(kill(getppid(), SIGUSR1));
  sigwait(&usr2, &signo);
  wait(NULL);
  return 0;
}
