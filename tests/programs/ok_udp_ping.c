// Datagrams to and fro over the loopback device; both sides sleep in between.
// expect: none
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int fds[2];
  struct sockaddr_in names[2];
  for (int i = 0; i < 2; ++i) {
    socklen_t size = sizeof names[i];
    fds[i] = socket(AF_INET, SOCK_DGRAM, 0);
    names[i] = (struct sockaddr_in){.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    bind(fds[i], (struct sockaddr *)&names[i], size);
    getsockname(fds[i], (struct sockaddr *)&names[i], &size);
  }
  char byte = 'x';
  const int child = fork() == 0;
  for (int i = 0; i < 2000; ++i) {
    if (child) {
      recv(fds[1], &byte, 1, 0);
      sendto(fds[1], &byte, 1, 0, (struct sockaddr *)&names[0], sizeof names[0]);
    } else {
      sendto(fds[0], &byte, 1, 0, (struct sockaddr *)&names[1], sizeof names[1]);
      recv(fds[0], &byte, 1, 0);
    }
  }
  if (child) _exit(0);
  return wait(NULL) < 0;
}
