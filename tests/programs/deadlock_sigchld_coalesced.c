// Three children end while SIGCHLD is blocked: one signal is left of three, and the handler reaps one child for it.
// expect: deadlock
// cause: lost-signal
// dead: main @24 signal
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t left = 3;
static void reap_one(int signo) { (void)signo; if (waitpid(-1, NULL, WNOHANG) > 0) left--; }

int main(void) {
  sigset_t chld, before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);
  signal(SIGCHLD, reap_one);
  pid_t children[3];
  for (int i = 0; i < 3; i++)
    if ((children[i] = fork()) == 0) _exit(0);
  siginfo_t ended;
  for (int i = 0; i < 3; i++) waitid(P_PID, (id_t)children[i], &ended, WEXITED | WNOWAIT);
  while (left > 0)
    sigsuspend(&before);
  return 0;
}
