// Datagrams: a receiver waits for the first one; later the queue is full and the sender waits for the receiver.
// expect: none
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kMessages = 2000 };

int main(void) {
  int pair[2], status;
  char text[64] = "datagram";
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    for (int i = 0; i < kMessages; i++) {
      if (i == 1) usleep(250000);
      recv(pair[1], text, sizeof text, 0);
    }
    _exit(0);
  }
  close(pair[1]);
  usleep(200000);
  for (int i = 0; i < kMessages; i++) send(pair[0], text, sizeof text, 0);
  wait(&status);
  return status != 0;
}
