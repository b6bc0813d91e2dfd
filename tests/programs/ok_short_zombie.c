// A zombie for a tenth of a second is normal: the parent is on its way to wait.
// expect: none
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec nap = {0, 100000000};
  if (fork() == 0) _exit(0);
  nanosleep(&nap, NULL);
  wait(NULL);
  return 0;
}
