#include "barrier.h"

#include <errno.h>

static void take(sem_t* s) {
  while (sem_wait(s) < 0 && errno == EINTR) {
  }
}

int barrier_init(struct barrier* b, unsigned n) {
  b->n = n;
  b->count = 0;
  if (sem_init(&b->mutex, 1, 1) < 0 || sem_init(&b->first, 1, 0) < 0 || sem_init(&b->second, 1, 0) < 0) return -1;
  return 0;
}

// Two gates, one after the other: nobody can come round to the first while anybody is still between them, for the
// second opens only when all have passed the first.
void barrier_wait(struct barrier* b) {
  take(&b->mutex);
  if (++b->count == b->n)
    for (unsigned i = 0; i < b->n; ++i) sem_post(&b->first);
  sem_post(&b->mutex);
  take(&b->first);

  take(&b->mutex);
  if (--b->count == 0)
    for (unsigned i = 0; i < b->n; ++i) sem_post(&b->second);
  sem_post(&b->mutex);
  take(&b->second);
}

void barrier_destroy(struct barrier* b) {
  sem_destroy(&b->mutex);
  sem_destroy(&b->first);
  sem_destroy(&b->second);
}
