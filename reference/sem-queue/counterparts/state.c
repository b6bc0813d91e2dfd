// state NAME: prints how many items the queue's semaphore says can be taken.
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
  int filled = -1;
  sem_getvalue(&q->filled_slots, &filled);
  printf("announced %d\n", filled);
  return 0;
}
