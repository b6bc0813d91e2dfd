// More clients than the backlog holds: they wait in connect until the server, who sleeps first, accepts them.
// expect: none
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "crowded"};
  int status, bad = 0;
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 0);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) _exit(connect(socket(AF_UNIX, SOCK_STREAM, 0), (struct sockaddr *)&address, sizeof address) != 0);
  usleep(300000);
  for (int i = 0; i < 4; i++) close(accept(listener, NULL, NULL));
  while (wait(&status) > 0) bad |= status;
  unlink("crowded");
  return bad != 0;
}
