// Requests and answers over a sequenced-packet socket; the server needs its time for each.
// expect: none
#include <stdint.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2], number;
  socketpair(AF_UNIX, SOCK_SEQPACKET, 0, pair);
  if (fork() == 0) {
    close(pair[0]);
    while (recv(pair[1], &number, sizeof number, 0) == sizeof number) {
      usleep(30000);
      number *= number;
      send(pair[1], &number, sizeof number, 0);
    }
    _exit(0);
  }
  close(pair[1]);
  int sum = 0;
  for (int i = 1; i <= 8; i++) {
    number = i;
    send(pair[0], &number, sizeof number, 0);
    recv(pair[0], &number, sizeof number, 0);
    sum += number;
  }
  close(pair[0]);
  wait(NULL);
  return sum != 204;
}
