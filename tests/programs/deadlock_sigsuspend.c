// The child opens its mask for SIGUSR1 and waits; the parent, too, instead of sending.
// expect: deadlock
// dead: main @16 signal; child of main @16 signal
#include <signal.h>
#include <stddef.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  sigset_t all_but;
  signal(SIGUSR1, nothing);
  sigfillset(&all_but);
  sigdelset(&all_but, SIGUSR1);
  const pid_t child = fork();
  sigsuspend(&all_but);
  if (child > 0) kill(child, SIGUSR1);
  else kill(getppid(), SIGUSR1);
  return 0;
}
