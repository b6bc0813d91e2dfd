// The counter of the eventfd is at its largest, and its only reader waits for the writer to end.
// expect: deadlock
// dead: child of main @13 eventfd; main @16 child
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int counter = eventfd(0, 0);
  uint64_t most = UINT64_MAX - 1;
  if (fork() == 0) {
    for (int i = 0; i < 2; i++) write(counter, &most, sizeof most);
    _exit(0);
  }
  wait(NULL);
  read(counter, &most, sizeof most);
  return 0;
}
