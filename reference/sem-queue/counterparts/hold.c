// hold NAME: takes the queue's lock, says so, and gives it back when a line comes on standard input.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include "queue.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct queue* q = mmap(NULL, sizeof *q, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (q == MAP_FAILED) return 1;
  pthread_mutex_lock(&q->lock);
  puts("locked");
  fflush(stdout);
  (void)getchar();
  pthread_mutex_unlock(&q->lock);
  return 0;
}
