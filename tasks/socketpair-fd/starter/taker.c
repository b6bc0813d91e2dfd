// taker PATH — prints the files whose descriptors a giver sends.
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

// Receives a message: 'F' with the descriptor in *file, 'N', or 0 at the end.
static char take(int connection, int* file) {
  (void)connection;
  *file = -1;
  return 0;
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);

  // 1. socket(), connect().
  // 2. Until the end: take a message, print it, close the descriptor, answer 'A'.
  (void)take;
  return 1;
}
