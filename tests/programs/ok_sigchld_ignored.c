// Who ignores SIGCHLD leaves no zombies and need not wait.
// expect: none
#include <signal.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec nap = {0, 900000000};
  signal(SIGCHLD, SIG_IGN);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) _exit(0);
  nanosleep(&nap, NULL);
  return 0;
}
