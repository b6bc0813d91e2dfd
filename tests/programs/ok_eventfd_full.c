// An eventfd whose counter is at its largest lets a writer wait until somebody has read it.
// expect: none
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int counter = eventfd(0, 0);
  uint64_t most = UINT64_MAX - 1, one = 1;
  write(counter, &most, sizeof most);
  if (fork() == 0) _exit(write(counter, &one, sizeof one) != sizeof one);
  usleep(250000);
  read(counter, &most, sizeof most);
  wait(NULL);
  return 0;
}
