// A signalfd for SIGTERM, in a child for whose end everybody waits.
// expect: deadlock
// dead: child of main @17 signal; main @20 child
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  struct signalfd_siginfo info;
  sigemptyset(&set);
  sigaddset(&set, SIGTERM);
  sigprocmask(SIG_BLOCK, &set, NULL);
  if (fork() == 0) {
    const int orders = signalfd(-1, &set, 0);
    read(orders, &info, sizeof info);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
