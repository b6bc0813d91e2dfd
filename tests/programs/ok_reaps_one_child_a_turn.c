// Twenty children end at once, and an event loop reaps one of them a turn without ever blocking for one: the last is a
// zombie for two seconds, in which its parent is on the way to it.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 20; ++i)
    if (fork() == 0) _exit(0);
  for (int reaped = 0; reaped < 20;) {
    usleep(100000);
    if (waitpid(-1, NULL, WNOHANG) > 0) ++reaped;
  }
  return 0;
}
