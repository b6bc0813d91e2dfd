// A collector polls two pipes; both producers wait for the collector's go.
// expect: deadlock
// dead: child 1 of main @17 pipe; child 2 of main @17 pipe; main @24 descriptors
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int data[2][2], go[2];
  char byte;
  pipe(go);
  for (int i = 0; i < 2; i++) {
    pipe(data[i]);
    if (fork() == 0) {
      close(go[1]);
      close(data[i][0]);
      read(go[0], &byte, 1);
      write(data[i][1], &byte, 1);
      _exit(0);
    }
    close(data[i][1]);
  }
  struct pollfd wanted[2] = {{data[0][0], POLLIN, 0}, {data[1][0], POLLIN, 0}};
  poll(wanted, 2, -1);
  write(go[1], "gg", 2);
  while (wait(NULL) > 0) {}
  return 0;
}
