// A number goes to the child through a POSIX queue of one place and comes back through a socket.
// expect: none
#include <fcntl.h>
#include <mqueue.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = sizeof(int)};
  int pair[2], number = 0;
  const mqd_t queue = mq_open("/numbers", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/numbers");
  socketpair(AF_UNIX, SOCK_DGRAM, 0, pair);
  const pid_t child = fork();
  for (int i = 0; i < 8000; i++) {
    if (child == 0) {
      mq_receive(queue, (char *)&number, sizeof number, NULL);
      number++;
      send(pair[1], &number, sizeof number, 0);
    } else {
      mq_send(queue, (const char *)&number, sizeof number, 0);
      recv(pair[0], &number, sizeof number, 0);
    }
  }
  if (child == 0) _exit(0);
  wait(NULL);
  return number != 8000;
}
