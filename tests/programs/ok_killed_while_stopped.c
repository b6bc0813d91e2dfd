// SIGKILL ends a stopped child at once, SIGCONT after SIGTERM lets it end.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 2; i++) {
    const pid_t child = fork();
    if (child == 0)
      for (;;) pause();
    kill(child, SIGSTOP);
    waitpid(child, NULL, WUNTRACED);
    kill(child, i == 0 ? SIGKILL : SIGTERM);
    if (i == 1) {
      usleep(200000);
      kill(child, SIGCONT);
    }
    waitpid(child, NULL, 0);
  }
  return 0;
}
