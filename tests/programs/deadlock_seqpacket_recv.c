// Client and server both believe that the other one speaks first.
// expect: deadlock
// dead: main @19 socket; child of main @14 socket
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2];
  char text[16];
  socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    recv(pair[1], text, sizeof text, 0);
    send(pair[1], "hello client", 13, 0);
    _exit(0);
  }
  close(pair[1]);
  recv(pair[0], text, sizeof text, 0);
  send(pair[0], "hello server", 13, 0);
  wait(NULL);
  return 0;
}
