// Counts the arrivals without the mutex: two who come together are counted as one.
#include "barrier.h"

#include <errno.h>
#include <unistd.h>

static void down(sem_t *s) {
  while (sem_wait(s) < 0 && errno == EINTR) {
  }
}

int barrier_init(struct barrier *b, unsigned n) {
  b->n = n;
  b->count = b->generation = 0;
  if (sem_init(&b->first, 1, 0)) return -1;
  return sem_init(&b->second, 1, 0);
}

void barrier_wait(struct barrier *b) {
  sem_t *gate = b->generation % 2 ? &b->second : &b->first;
  unsigned arrived = b->count + 1;
  usleep(500);  // some other work
  b->count = arrived;
  if (arrived < b->n) {
    down(gate);
    return;
  }
  b->count = 0;
  b->generation++;
  for (unsigned i = 1; i < b->n; i++) sem_post(gate);
}

void barrier_destroy(struct barrier *b) {
  sem_destroy(&b->first);
  sem_destroy(&b->second);
}
