// tricky NAME post|signal NUMBER: sends one number, and takes its time between its two messages.
//
// post: posts go, says "posted", and signals after a line has come. signal: signals, says "signalled", and posts go
// after a line has come. The number is set just before the second message; until then something else is there.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "channel.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct channel* c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (c == MAP_FAILED) return 1;
  sem_wait(&c->ready);
  sem_post(&c->ready);  // for the next one
  int post_first = strcmp(argv[2], "post") == 0;
  c->number = -777;
  if (post_first) sem_post(&c->go);
  else kill(c->receiver, SIGUSR1);
  puts(post_first ? "posted" : "signalled");
  fflush(stdout);
  (void)getchar();
  c->number = atol(argv[3]);
  if (post_first) kill(c->receiver, SIGUSR1);
  else sem_post(&c->go);
  sem_wait(&c->done);
  return 0;
}
