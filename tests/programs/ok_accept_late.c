// A server accepts three clients, who come one after the other, and late.
// expect: none
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/server"};
  char answer[3];
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 5);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      close(listener);
      usleep(100000u * (unsigned)(i + 1));
      const int server = socket(AF_UNIX, SOCK_STREAM, 0);
      connect(server, (struct sockaddr *)&address, sizeof address);
      _exit(read(server, answer, 3) != 3);
    }
  for (int i = 0; i < 3; i++) {
    const int client = accept(listener, NULL, NULL);
    usleep(50000);
    write(client, "ok\n", 3);
    close(client);
  }
  close(listener);
  unlink("/tmp/server");
  while (wait(NULL) > 0) {}
  return 0;
}
