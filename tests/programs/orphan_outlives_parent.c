// expect: unwaited, orphan
#include <time.h>
#include <unistd.h>

int main(void) {
  if (fork() == 0) {
    const struct timespec nap = {1, 200000000};
    nanosleep(&nap, NULL);
    _exit(0);
  }
  return 0;
}
