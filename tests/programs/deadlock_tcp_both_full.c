// Both sides of a TCP connection send without ever reading: the windows close, and nobody opens them.
// expect: deadlock
// at plain: timeout
// options: --timeout 3
// dead: main @14 socket; child of main @14 socket
#include <arpa/inet.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void flood(int fd) {
  static char block[1 << 16];
  for (;;) send(fd, block, sizeof block, 0);
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  bind(listener, (struct sockaddr *)&address, size);
  listen(listener, 4);
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    connect(fd, (struct sockaddr *)&address, sizeof address);
    flood(fd);
  }
  flood(accept(listener, NULL, NULL));
}
