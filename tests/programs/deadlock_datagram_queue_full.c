// The child sends datagrams to a parent that never receives, because it waits for the child.
// expect: deadlock
// dead: child of main @14 socket; main @18 child
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2];
  char text[128] = "report";
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    for (int i = 0; i < 10000; i++) send(pair[1], text, sizeof text, 0);
    _exit(0);
  }
  close(pair[1]);
  wait(NULL);
  return 0;
}
