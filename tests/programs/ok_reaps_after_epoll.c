// The parent waits in epoll_wait() for the ends of all its children's pipes, then reaps all.
// expect: none
#include <sys/epoll.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int epoll = epoll_create1(0);
  for (int i = 0; i < 2; i++) {
    int ends[2];
    if (pipe(ends) < 0) return 1;
    if (fork() == 0) {
      sleep(2 * i);
      if (write(ends[1], "x", 1) != 1) _exit(1);
      _exit(0);
    }
    close(ends[1]);
    struct epoll_event event = {.events = EPOLLIN, .data.fd = ends[0]};
    epoll_ctl(epoll, EPOLL_CTL_ADD, ends[0], &event);
  }
  for (int ended = 0; ended < 2;) {
    struct epoll_event event;
    char byte;
    if (epoll_wait(epoll, &event, 1, -1) == 1 && read(event.data.fd, &byte, 1) == 0) {
      epoll_ctl(epoll, EPOLL_CTL_DEL, event.data.fd, NULL);  // children hold it, too
      close(event.data.fd);
      ended++;
    }
  }
  while (wait(NULL) > 0) {}
  return 0;
}
