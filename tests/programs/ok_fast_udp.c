// Datagrams over the loopback interface, to and fro; where there is none the program ends at once.
// expect: none
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kRounds = 4000 };

int main(void) {
  int sockets[2], number = 0;
  struct sockaddr_in addresses[2];
  socklen_t size = sizeof addresses[0];
  for (int i = 0; i < 2; i++) {
    struct sockaddr_in any = {.sin_family = AF_INET};
    any.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockets[i] = socket(AF_INET, SOCK_DGRAM, 0);
    if (sockets[i] < 0 || bind(sockets[i], (struct sockaddr *)&any, sizeof any) != 0) return 0;
    getsockname(sockets[i], (struct sockaddr *)&addresses[i], &size);
  }
  const pid_t child = fork();
  const int me = child == 0;
  if (!me) sendto(sockets[0], &number, sizeof number, 0, (struct sockaddr *)&addresses[1], size);
  for (int i = 0; i < kRounds; i++) {
    recv(sockets[me], &number, sizeof number, 0);
    number++;
    if (me || i < kRounds - 1) sendto(sockets[me], &number, sizeof number, 0, (struct sockaddr *)&addresses[!me], size);
  }
  if (me) _exit(0);
  wait(NULL);
  return number != 2 * kRounds;
}
