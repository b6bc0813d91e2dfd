// Children end while their parent makes calls that never fail with EINTR; its handler has no SA_RESTART.
// expect: none
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;
static void reap(int signo) {
  const int saved = errno;
  (void)signo;
  while (waitpid(-1, NULL, WNOHANG) > 0) reaped++;
  errno = saved;
}

static void must(int result) {
  if (result < 0) abort();
}

int main(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = reap;
  must(sigaction(SIGCHLD, &action, NULL));
  for (int i = 0; i < 200; i++) {
    const pid_t child = fork();
    must(child);
    if (child == 0) _exit(0);
    const int file = open("/tmp/between-calls", O_CREAT | O_RDWR, 0600);
    must(file);
    close(file);
    int ends[2];
    must(pipe(ends));
    close(ends[0]);
    close(ends[1]);
  }
  unlink("/tmp/between-calls");
  sigset_t chld, before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);
  while (reaped < 200) sigsuspend(&before);
  return 0;
}
