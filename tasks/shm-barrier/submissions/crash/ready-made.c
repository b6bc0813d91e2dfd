// Uses the barrier of the library.
#include <pthread.h>

#include "barrier.h"

int barrier_init(struct barrier *b, unsigned n) {
  pthread_barrierattr_t a;
  pthread_barrierattr_init(&a);
  pthread_barrierattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  return pthread_barrier_init((pthread_barrier_t *)b, &a, n);
}

void barrier_wait(struct barrier *b) {
  pthread_barrier_wait((pthread_barrier_t *)b);
}

void barrier_destroy(struct barrier *b) {
  pthread_barrier_destroy((pthread_barrier_t *)b);
}
