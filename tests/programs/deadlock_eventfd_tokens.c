// Three consumers, two tokens.
// expect: deadlock
// dead: child 3 of main @24 eventfd; main @28 child
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int tokens = eventfd(2, EFD_SEMAPHORE);
  uint64_t one;
  int ready[2];
  char byte;
  pipe(ready);
  for (int i = 0; i < 2; i++) {
    if (fork() == 0) {
      read(tokens, &one, sizeof one);
      _exit(0);
    }
    wait(NULL);
  }
  if (fork() == 0) {
    write(ready[1], "r", 1);
    read(tokens, &one, sizeof one);
    _exit(0);
  }
  read(ready[0], &byte, 1);
  wait(NULL);
  return 0;
}
