// SIGUSR1 without a handler ends the child.
// expect: crash
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  kill(child, SIGUSR1);
  waitpid(child, NULL, 0);
  return 0;
}
