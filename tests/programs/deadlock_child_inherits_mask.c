// A parent that blocks SIGTERM makes a child that is to be ended by SIGTERM, and the child has it blocked, too.
// expect: deadlock
// cause: signal-mask
// dead: child of main @21 pipe; main @25 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t term;
  sigemptyset(&term);
  sigaddset(&term, SIGTERM);
  sigprocmask(SIG_BLOCK, &term, NULL);
  int ends[2];
  if (pipe(ends) != 0) return 1;
  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    char c;
    close(ends[1]);
    _exit(read(ends[0], &c, 1) < 0);
  }
  close(ends[0]);
  kill(child, SIGTERM);
  return waitpid(child, NULL, 0) == child ? 0 : 1;
}
