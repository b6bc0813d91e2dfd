// shutdown() by one holder of a socket wakes another process that reads from the same socket.
// expect: none
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2];
  char byte;
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  if (fork() == 0) _exit(read(pair[1], &byte, 1) != 0);
  usleep(300000);
  shutdown(pair[1], SHUT_RD);
  int status;
  wait(&status);
  return status != 0;
}
