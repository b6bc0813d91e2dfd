// state NAME filled|free: prints how many items the queue's semaphore says can be taken, or how many slots are free.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#include "queue.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct queue* q = mmap(NULL, sizeof *q, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (q == MAP_FAILED) return 1;
  int filled = -1, free_slots = -1;
  sem_getvalue(&q->filled_slots, &filled);
  sem_getvalue(&q->free_slots, &free_slots);
  if (strcmp(argv[2], "filled") == 0) printf("items that can be taken while another holds the lock: %d\n", filled);
  else printf("free slots while another holds the lock: %d\n", free_slots);
  return 0;
}
