// The child is surely still running when the parent ends, and ends soon after.
// expect: unwaited
#include <time.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe(ends);
  if (fork() == 0) {
    const struct timespec nap = {0, 50000000};
    close(ends[1]);
    read(ends[0], &byte, 1);
    nanosleep(&nap, NULL);
    _exit(0);
  }
  return 0;
}
