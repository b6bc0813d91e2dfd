// poll waits for a hang-up: the last writer's end.
// expect: none
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  pipe(ends);
  if (fork() == 0) {
    close(ends[0]);
    usleep(300000);
    _exit(0);
  }
  close(ends[1]);
  struct pollfd wanted = {ends[0], 0, 0};
  poll(&wanted, 1, -1);
  wait(NULL);
  return (wanted.revents & POLLHUP) == 0;
}
