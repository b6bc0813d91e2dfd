// An event loop around a timer descriptor and an eventfd that the timer's turns feed.
// expect: none
#include <stdint.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/timerfd.h>
#include <unistd.h>

int main(void) {
  const int loop = epoll_create1(0), timer = timerfd_create(CLOCK_MONOTONIC, 0), done = eventfd(0, 0);
  const struct itimerspec every = {{0, 50000000}, {0, 100000000}};
  struct epoll_event on_timer = {.events = EPOLLIN, .data.fd = timer}, on_done = {.events = EPOLLIN, .data.fd = done};
  uint64_t count, one = 1;
  int turns = 0;
  epoll_ctl(loop, EPOLL_CTL_ADD, timer, &on_timer);
  epoll_ctl(loop, EPOLL_CTL_ADD, done, &on_done);
  timerfd_settime(timer, 0, &every, NULL);
  for (;;) {
    struct epoll_event event;
    if (epoll_wait(loop, &event, 1, -1) != 1) continue;
    read(event.data.fd, &count, sizeof count);
    if (event.data.fd == done) return 0;
    if (++turns == 4) write(done, &one, sizeof one);
  }
}
