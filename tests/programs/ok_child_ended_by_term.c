// A signal sent within the scenario is a fact, not a crash.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0)
    for (;;) pause();
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  return 0;
}
