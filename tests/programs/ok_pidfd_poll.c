// A process descriptor becomes readable when the process ends.
// expect: none
#define _GNU_SOURCE
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    usleep(300000);
    _exit(0);
  }
  struct pollfd ended = {(int)syscall(SYS_pidfd_open, child, 0), POLLIN, 0};
  const int got = poll(&ended, 1, -1);
  waitpid(child, NULL, 0);
  return got != 1;
}
