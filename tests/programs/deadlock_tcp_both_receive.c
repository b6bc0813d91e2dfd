// Over TCP on the loopback interface: both ends receive first.
// expect: deadlock
// at plain: timeout
// options: --timeout 3
// dead: main @27 socket; child of main @23 socket
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  char text[8];
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 1);
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    connect(server, (struct sockaddr *)&address, size);
    recv(server, text, sizeof text, 0);
    _exit(0);
  }
  const int client = accept(listener, NULL, NULL);
  recv(client, text, sizeof text, 0);
  wait(NULL);
  return 0;
}
