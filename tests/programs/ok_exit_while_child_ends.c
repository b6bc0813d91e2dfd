// A parent ends at the very moment its child does: SIGCHLD with a handler without SA_RESTART never gets into _exit.
// expect: none
// may: unwaited
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_ended(int signo) { (void)signo; }

int main(void) {
  for (int i = 0; i < 100; i++) {
    const pid_t middle = fork();
    if (middle == 0) {
      struct sigaction action;
      memset(&action, 0, sizeof action);
      action.sa_handler = child_ended;
      sigaction(SIGCHLD, &action, NULL);
      if (fork() == 0) _exit(0);
      for (volatile int work = 0; work < i * 7919 % 100000; work++) continue;
      _exit(0);
    }
    int status;
    if (waitpid(middle, &status, 0) != middle || !WIFEXITED(status)) abort();
  }
  return 0;
}
