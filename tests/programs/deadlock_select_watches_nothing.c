// select() with a first argument too low looks at no descriptor; its child waits for the answer.
// expect: deadlock
// cause: watches-nothing
// dead: child of main @14 pipe; main @20 signal
#include <sys/select.h>
#include <unistd.h>

int main(void) {
  int up[2], down[2];
  char byte = 0;
  if (pipe(up) != 0 || pipe(down) != 0) return 1;
  if (fork() == 0) {
    write(up[1], &byte, 1);
    read(down[0], &byte, 1);
    _exit(0);
  }
  fd_set set;
  FD_ZERO(&set);
  FD_SET(up[0], &set);
  if (select(up[0], &set, NULL, NULL, NULL) > 0) write(down[1], &byte, 1);
  return 0;
}
