// expect: deadlock
// dead: child of main @12 eventfd; main @15 child
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int event = eventfd(0, 0);
  uint64_t count;
  if (fork() == 0) {
    read(event, &count, sizeof count);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
