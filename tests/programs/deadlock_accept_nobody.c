// The server accepts for two clients, and only one comes.
// expect: deadlock
// may: leak
// dead: main @19 socket
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/server"};
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 2);
  if (fork() == 0) {
    close(listener);
    _exit(connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address) != 0);
  }
  for (int i = 0; i < 2; i++) close(accept(listener, NULL, NULL));
  wait(NULL);
  unlink("/tmp/server");
  return 0;
}
