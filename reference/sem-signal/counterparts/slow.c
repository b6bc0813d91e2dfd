// slow NAME: a receiver that says "ready", and looks at the first number only after a line has come.
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "channel.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct channel* c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (c == MAP_FAILED) return 1;
  // No handler is needed here: a signal that is held back waits, and sigwait takes it.
  sigset_t usr1;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  sigprocmask(SIG_BLOCK, &usr1, NULL);
  c->receiver = getpid();
  sem_post(&c->ready);
  puts("ready");
  fflush(stdout);
  (void)getchar();
  for (long number = -1; number != 0;) {
    int signo;
    sigwait(&usr1, &signo);
    while (sem_wait(&c->go) < 0 && errno == EINTR) {
    }
    number = c->number;
    if (number != 0) printf("%ld\n", number);
    sem_post(&c->done);
  }
  return 0;
}
