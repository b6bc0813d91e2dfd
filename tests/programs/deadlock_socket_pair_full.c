// Both write more into a socket pair than its buffers hold, and read nothing.
// expect: deadlock
// dead: main @15 socket; child of main @15 socket
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char block[1 << 23];
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  const pid_t child = fork();
  const int mine = pair[child == 0], other = pair[child != 0];
  close(other);
  write(mine, block, sizeof block);
  read(mine, block, sizeof block);
  if (child == 0) _exit(0);
  wait(NULL);
  return 0;
}
