// One gate for all rounds: a fast process comes round and takes the way of a slow one.
#include "barrier.h"

#include <errno.h>

static void down(sem_t *s) {
  while (sem_wait(s) < 0 && errno == EINTR) {
  }
}

int barrier_init(struct barrier *b, unsigned n) {
  b->n = n;
  b->count = 0;
  if (sem_init(&b->mutex, 1, 1) || sem_init(&b->first, 1, 0)) return -1;
  return 0;
}

void barrier_wait(struct barrier *b) {
  down(&b->mutex);
  if (++b->count == b->n) {
    b->count = 0;
    for (unsigned i = 0; i < b->n; i++) sem_post(&b->first);
  }
  sem_post(&b->mutex);
  down(&b->first);
}

void barrier_destroy(struct barrier *b) {
  sem_destroy(&b->mutex);
  sem_destroy(&b->first);
}
