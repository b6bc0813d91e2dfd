// Time-outs that live in the socket: receiving from a silent peer, sending to one that does not read, accepting.
// expect: none
#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

int main(void) {
  int pair[2], bad = 0;
  static char block[1 << 22];
  const struct timeval patience = {0, 150000};
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  memcpy(address.sun_path, "\0patient", 8);
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  setsockopt(pair[0], SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  setsockopt(pair[0], SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  bad |= recv(pair[0], block, 1, 0) != -1 || errno != EAGAIN;
  bad |= read(pair[0], block, 1) != -1 || errno != EAGAIN;
  while (send(pair[0], block, sizeof block, 0) > 0) {}
  bad |= errno != EAGAIN;
  const int listener = socket(AF_UNIX, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 1);
  setsockopt(listener, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  bad |= accept(listener, NULL, NULL) != -1 || errno != EAGAIN;
  return bad;
}
