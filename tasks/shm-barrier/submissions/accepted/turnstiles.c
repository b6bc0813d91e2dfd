// The turnstiles of the textbook: each who passes lets the next one in.
#include "barrier.h"

#include <errno.h>

#define WAIT(s) do {} while (sem_wait(s) == -1 && errno == EINTR)

int barrier_init(struct barrier *b, unsigned n) {
  b->n = n;
  b->count = 0;
  if (sem_init(&b->mutex, 1, 1)) return -1;
  if (sem_init(&b->first, 1, 0)) return -1;
  return sem_init(&b->second, 1, 1);
}

void barrier_wait(struct barrier *b) {
  WAIT(&b->mutex);
  b->count++;
  if (b->count == b->n) {
    WAIT(&b->second);   // close the way out
    sem_post(&b->first);  // open the way in
  }
  sem_post(&b->mutex);
  WAIT(&b->first);
  sem_post(&b->first);

  WAIT(&b->mutex);
  b->count--;
  if (b->count == 0) {
    WAIT(&b->first);
    sem_post(&b->second);
  }
  sem_post(&b->mutex);
  WAIT(&b->second);
  sem_post(&b->second);
}

void barrier_destroy(struct barrier *b) {
  sem_destroy(&b->second);
  sem_destroy(&b->first);
  sem_destroy(&b->mutex);
}
