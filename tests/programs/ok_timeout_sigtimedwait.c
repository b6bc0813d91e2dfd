// A signal that never comes, waited for with a time-out, in a child for which the parent waits.
// expect: none
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  int status = 1;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  if (fork() == 0) {
    const struct timespec patience = {0, 300000000};
    _exit(sigtimedwait(&set, NULL, &patience) == -1 && errno == EAGAIN ? 0 : 1);
  }
  wait(&status);
  return status != 0;
}
