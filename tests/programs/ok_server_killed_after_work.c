// A server child that waits for ever is killed by its parent when the work is done: a correct program.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec work = {0, 400000000};
  const pid_t server = fork();
  if (server == 0)
    for (;;) pause();
  nanosleep(&work, NULL);
  kill(server, SIGTERM);
  waitpid(server, NULL, 0);
  return 0;
}
