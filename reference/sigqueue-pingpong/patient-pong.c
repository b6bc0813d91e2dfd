// patient-pong.c PIDFILE N — a pong that answers nothing before it has the first N numbers.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int write_pid(const char* path) {
  const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL, 0600);
  if (fd < 0) return -1;
  const int length = dprintf(fd, "%d\n", (int)getpid());
  return close(fd) == 0 && length > 0 ? 0 : -1;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  // Blocked before anybody can know our number: a signal that comes early waits for us.
  sigset_t balls;
  sigemptyset(&balls);
  sigaddset(&balls, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &balls, NULL);
  if (write_pid(argv[1]) < 0) {
    perror(argv[1]);
    return 1;
  }
  const int patience = atoi(argv[2]);
  siginfo_t* early = calloc((size_t)patience, sizeof *early);
  if (early == NULL) return 1;
  for (int i = 0; i < patience;)
    if (sigwaitinfo(&balls, &early[i]) >= 0) ++i;
  int taken = 0, answered = 0, last = 0;
  while (!last) {
    siginfo_t ball;
    if (taken < patience) {
      ball = early[taken++];
    } else if (sigwaitinfo(&balls, &ball) < 0) {
      if (errno == EINTR) continue;
      perror("sigwaitinfo");
      break;
    }
    last = ball.si_value.sival_int == 0;
    const union sigval answer = {.sival_int = 2 * ball.si_value.sival_int};
    if (sigqueue(ball.si_pid, SIGRTMIN, answer) < 0) perror("sigqueue");  // the sender may have gone
    else ++answered;
  }
  free(early);
  unlink(argv[1]);
  printf("answered %d\n", answered);
  return last ? 0 : 1;
}
