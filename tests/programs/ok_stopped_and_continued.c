// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec nap = {0, 400000000};
  const pid_t child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  waitpid(child, NULL, WUNTRACED);
  nanosleep(&nap, NULL);
  kill(child, SIGCONT);
  waitpid(child, NULL, 0);
  return 0;
}
