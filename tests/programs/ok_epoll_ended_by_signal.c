// expect: none
#include <signal.h>
#include <sys/epoll.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t stop;
static void on_term(int signo) {
  (void)signo;
  stop = 1;
}

int main(void) {
  int ends[2];
  struct epoll_event event = {.events = EPOLLIN};
  struct sigaction action = {.sa_handler = on_term};
  pipe(ends);
  sigaction(SIGTERM, &action, NULL);
  const int poll = epoll_create1(0);
  epoll_ctl(poll, EPOLL_CTL_ADD, ends[0], &event);
  if (fork() == 0) {
    const struct timespec nap = {0, 400000000};
    nanosleep(&nap, NULL);
    kill(getppid(), SIGTERM);
    _exit(0);
  }
  while (!stop) epoll_wait(poll, &event, 1, -1);
  wait(NULL);
  return 0;
}
