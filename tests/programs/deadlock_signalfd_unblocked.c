// SIGCHLD is not blocked, so it never gets to the signalfd: by default it is ignored.
// expect: deadlock
// cause: signal-mask
// dead: main @16 signal
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct signalfd_siginfo info;
  sigset_t chld;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  const int signals = signalfd(-1, &chld, 0);
  if (fork() != 0) read(signals, &info, sizeof info);
  return 0;
}
