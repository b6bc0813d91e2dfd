// poll, ppoll, select, pselect, epoll_wait on a pipe into which nobody writes: each returns after its time.
// expect: none
#define _GNU_SOURCE
#include <poll.h>
#include <sys/epoll.h>
#include <sys/select.h>
#include <unistd.h>

int main(void) {
  int ends[2], bad = 0;
  fd_set set;
  const struct timespec nap = {0, 80000000};
  struct timeval tv = {0, 80000};
  pipe(ends);
  struct pollfd wanted = {ends[0], POLLIN, 0};
  struct epoll_event event = {.events = EPOLLIN};
  const int loop = epoll_create1(0);
  epoll_ctl(loop, EPOLL_CTL_ADD, ends[0], &event);
  bad |= poll(&wanted, 1, 80) != 0;
  bad |= ppoll(&wanted, 1, &nap, NULL) != 0;
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  bad |= select(ends[0] + 1, &set, NULL, NULL, &tv) != 0;
  FD_ZERO(&set);
  FD_SET(ends[0], &set);
  bad |= pselect(ends[0] + 1, &set, NULL, NULL, &nap, NULL) != 0;
  bad |= epoll_wait(loop, &event, 1, 80) != 0;
  bad |= poll(NULL, 0, 80) != 0;
  return bad;
}
