// Main reads to the end of a socket pair whose other end it has not closed itself.
// expect: deadlock
// cause: unclosed-write-end
// dead: main @18 socket
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  socketpair(AF_UNIX, SOCK_STREAM, 0, ends);
  if (fork() == 0) {
    close(ends[0]);
    write(ends[1], "hello", 5);
    _exit(0);
  }
  while (read(ends[0], &byte, 1) > 0) continue;
  wait(NULL);
  return 0;
}
