// Requests and answers over TCP on the loopback interface; where there is none the program ends at once.
// expect: none
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_in address = {.sin_family = AF_INET};
  socklen_t size = sizeof address;
  int number = 0;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const int listener = socket(AF_INET, SOCK_STREAM, 0);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, sizeof address) != 0) return 0;
  listen(listener, 4);
  getsockname(listener, (struct sockaddr *)&address, &size);
  if (fork() == 0) {
    const int client = accept(listener, NULL, NULL);
    while (read(client, &number, sizeof number) == sizeof number) {
      number++;
      write(client, &number, sizeof number);
    }
    _exit(0);
  }
  close(listener);
  const int server = socket(AF_INET, SOCK_STREAM, 0);
  connect(server, (struct sockaddr *)&address, size);
  for (int i = 0; i < 3000; i++) {
    write(server, &number, sizeof number);
    read(server, &number, sizeof number);
  }
  close(server);
  wait(NULL);
  return number != 3000;
}
