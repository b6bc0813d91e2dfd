// The parent sleeps in sigsuspend until its children's ends wake it.
// expect: none
#include <errno.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;
static void reap(int signo) {
  const int saved = errno;
  (void)signo;
  while (waitpid(-1, NULL, WNOHANG) > 0) reaped++;
  errno = saved;
}

int main(void) {
  sigset_t child, before;
  signal(SIGCHLD, reap);
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &before);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      const struct timespec nap = {0, 150000000};
      nanosleep(&nap, NULL);
      _exit(0);
    }
  while (reaped < 3) sigsuspend(&before);
  return 0;
}
