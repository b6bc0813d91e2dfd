// An event loop that waits for a pipe and an eventfd; the child that should feed it waits for its answer first.
// expect: deadlock
// dead: child of main @18 pipe; main @26 descriptors
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int feed[2], answer[2];
  char byte;
  const int done = eventfd(0, 0);
  pipe(feed);
  pipe(answer);
  if (fork() == 0) {
    close(answer[1]);
    read(answer[0], &byte, 1);
    write(feed[1], &byte, 1);
    _exit(0);
  }
  const int loop = epoll_create1(0);
  struct epoll_event event = {.events = EPOLLIN};
  epoll_ctl(loop, EPOLL_CTL_ADD, feed[0], &event);
  epoll_ctl(loop, EPOLL_CTL_ADD, done, &event);
  epoll_wait(loop, &event, 1, -1);
  write(answer[1], "x", 1);
  wait(NULL);
  return 0;
}
