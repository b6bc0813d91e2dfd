// Two small writes and a read over TCP: the second write waits 40 ms for the peer's delayed acknowledgement, while
// everybody sleeps. Nobody is stuck.
// expect: none
#include <arpa/inet.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static void exactly(int fd, char *buf, size_t n) {
  for (size_t got = 0; got < n;) {
    ssize_t r = read(fd, buf + got, n - got);
    if (r <= 0) _exit(1);
    got += (size_t)r;
  }
}

int main(void) {
  int listener = socket(AF_INET, SOCK_STREAM, 0);
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t size = sizeof address;
  if (bind(listener, (struct sockaddr *)&address, size) || listen(listener, 4)) return 2;
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    int fd = socket(AF_INET, SOCK_STREAM, 0);
    char answer[4];
    if (connect(fd, (struct sockaddr *)&address, sizeof address)) _exit(1);
    for (int i = 0; i < 20; ++i) {
      write(fd, "head", 4);
      write(fd, "body", 4);
      exactly(fd, answer, 4);
    }
    _exit(0);
  }
  int fd = accept(listener, NULL, NULL);
  char request[8];
  for (int i = 0; i < 20; ++i) {
    exactly(fd, request, 8);
    write(fd, "done", 4);
  }
  int status = 0;
  wait(&status);
  return status;
}
