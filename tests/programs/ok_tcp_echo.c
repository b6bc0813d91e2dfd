// An echo server on the loopback interface; where there is none the program ends at once.
// expect: none
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
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return 0;
  listen(listener, 1);
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    const int server = socket(AF_INET, SOCK_STREAM, 0);
    if (connect(server, (struct sockaddr *)&address, size) != 0) _exit(1);
    usleep(200000);
    write(server, "hello", 5);
    _exit(read(server, text, sizeof text) != 5);
  }
  const int client = accept(listener, NULL, NULL);
  const ssize_t n = read(client, text, sizeof text);
  usleep(200000);
  write(client, text, (size_t)n);
  close(client);
  wait(NULL);
  return 0;
}
