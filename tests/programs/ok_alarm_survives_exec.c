// The child sets an alarm and becomes `cat`, which would wait for ever: the alarm ends it.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2], status;
  pipe(ends);
  if (fork() == 0) {
    dup2(ends[0], STDIN_FILENO);
    alarm(1);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
  }
  wait(&status);
  return !WIFSIGNALED(status) || WTERMSIG(status) != SIGALRM;
}
