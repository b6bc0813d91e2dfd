// Client and server over TCP both wait for the other's first word.
// expect: deadlock
// at plain: timeout
// options: --timeout 3
// dead: main @26 socket; child of main @22 socket
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  char byte;
  bind(listener, (struct sockaddr *)&address, size);
  listen(listener, 4);
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    connect(fd, (struct sockaddr *)&address, sizeof address);
    read(fd, &byte, 1);
    _exit(0);
  }
  int fd = accept(listener, NULL, NULL);
  read(fd, &byte, 1);
  wait(NULL);
  return 0;
}
