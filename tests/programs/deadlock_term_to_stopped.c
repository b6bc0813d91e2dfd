// SIGTERM to a stopped child takes effect only when somebody continues it: the parent waits in vain.
// expect: deadlock
// cause: stopped
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  kill(child, SIGSTOP);
  waitpid(child, NULL, WUNTRACED);
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  return 0;
}
