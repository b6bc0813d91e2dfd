// ppoll without a time-out on a socket whose other end waits as well, in select.
// expect: deadlock
// dead: main @24 socket; child of main @17 socket
#define _GNU_SOURCE
#include <poll.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2];
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    struct pollfd wanted = {pair[1], POLLIN, 0};
    ppoll(&wanted, 1, NULL, NULL);
    _exit(0);
  }
  close(pair[1]);
  fd_set set;
  FD_ZERO(&set);
  FD_SET(pair[0], &set);
  select(pair[0] + 1, &set, NULL, NULL, NULL);
  wait(NULL);
  return 0;
}
