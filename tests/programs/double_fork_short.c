// A deliberate double fork whose grandchild ends soon: an orphan only if the task says so.
// expect: none
// may: unwaited
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec nap = {0, 200000000};
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      nanosleep(&nap, NULL);
      _exit(0);
    }
    _exit(0);
  }
  wait(NULL);
  return 0;
}
