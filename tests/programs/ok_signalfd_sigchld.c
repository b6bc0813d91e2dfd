// The parent reads the ends of its children from a signalfd.
// expect: none
#include <signal.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  struct signalfd_siginfo info;
  int ended = 0;
  sigemptyset(&set);
  sigaddset(&set, SIGCHLD);
  sigprocmask(SIG_BLOCK, &set, NULL);
  const int events = signalfd(-1, &set, 0);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      usleep(100000u * (unsigned)(i + 1));
      _exit(0);
    }
  while (ended < 3) {
    read(events, &info, sizeof info);
    while (waitpid(-1, NULL, WNOHANG) > 0) ended++;
  }
  return 0;
}
