// kill and wait at once: waitpid finds the child's end, and its SIGCHLD (a handler without SA_RESTART) never ends the wait.
// expect: none
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_ended(int signo) { (void)signo; }

int main(void) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = child_ended;
  sigaction(SIGCHLD, &action, NULL);
  for (int i = 0; i < 100; i++) {
    const pid_t child = fork();
    if (child < 0) abort();
    if (child == 0) {
      pause();
      _exit(1);
    }
    if (kill(child, SIGTERM) < 0) abort();
    if (waitpid(child, NULL, 0) != child) abort();
  }
  return 0;
}
