// The backlog is full, and the one who should accept waits for the clients to end.
// expect: deadlock
// may: leak
// dead: child of main @17 socket; main @20 child
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "/tmp/crowded"};
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 0);
  if (fork() == 0) {
    close(listener);
    for (int i = 0; i < 3; i++) connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address);
    _exit(0);
  }
  wait(NULL);
  unlink("/tmp/crowded");
  return 0;
}
