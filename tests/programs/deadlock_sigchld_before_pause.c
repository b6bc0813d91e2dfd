// The child has ended, and its SIGCHLD has been handled, before the parent pauses for it.
// expect: deadlock
// cause: lost-signal
// dead: main @17 signal
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t reaped;
static void reap(int signo) { (void)signo; while (waitpid(-1, NULL, WNOHANG) > 0) reaped = 1; }

int main(void) {
  signal(SIGCHLD, reap);
  if (fork() == 0) _exit(0);
  while (!reaped) usleep(1000);
  usleep(1000);
  pause();
  return 0;
}
