// One child ends; the SIGCHLD handler waits for all, and the other child waits for what main was about to write.
// expect: deadlock
// cause: handler-waits
// dead: child 1 of main @20 pipe; main @10 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void reap(int signo) {
  while (wait(NULL) > 0) (void)signo;
}

int main(void) {
  int go[2];
  char byte = 0;
  if (pipe(go) != 0) return 1;
  signal(SIGCHLD, reap);
  if (fork() == 0) {
    close(go[1]);
    read(go[0], &byte, 1);
    _exit(0);
  }
  if (fork() == 0) _exit(0);
  for (int left = 2; left > 0;) left = (int)sleep((unsigned)left);
  write(go[1], &byte, 1);
  pause();
  return 0;
}
