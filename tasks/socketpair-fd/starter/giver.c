// giver PATH FILE… — hands open files to a taker through a Unix socket.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

// Sends the byte 'F' and the descriptor; or, if `file` is -1, the byte 'N' alone.
static int give(int connection, int file) {
  (void)connection;
  (void)file;
  return -1;
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, argv[1], sizeof address.sun_path - 1);

  // 1. socket(), bind(), listen(), accept().
  // 2. For each file: open it, give it, close your own descriptor, wait for the answer 'A'.
  // 3. unlink() the socket's file.
  (void)give;
  return 1;
}
