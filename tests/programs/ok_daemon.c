// A daemon leads a session of its own, and its parent ends without waiting for it: that is its purpose.
// expect: none
#include <unistd.h>

int main(void) {
  int ready[2];
  char byte;
  pipe(ready);
  if (fork() == 0) {
    setsid();
    write(ready[1], "r", 1);
    usleep(150000);
    _exit(0);
  }
  read(ready[0], &byte, 1);
  return 0;
}
