#include "csem.h"

int csem_init(struct csem* s, int value) {
  pthread_mutexattr_t mutex;
  pthread_condattr_t condition;
  if (pthread_mutexattr_init(&mutex) != 0 || pthread_condattr_init(&condition) != 0) return -1;
  pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
  pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
  int failed = pthread_mutex_init(&s->mutex, &mutex) != 0 || pthread_cond_init(&s->changed, &condition) != 0;
  pthread_mutexattr_destroy(&mutex);
  pthread_condattr_destroy(&condition);
  s->value = value;
  return failed ? -1 : 0;
}

void csem_wait(struct csem* s) {
  pthread_mutex_lock(&s->mutex);
  // A loop: being woken does not mean that the value is still there for us.
  while (s->value == 0) pthread_cond_wait(&s->changed, &s->mutex);
  --s->value;
  pthread_mutex_unlock(&s->mutex);
}

int csem_trywait(struct csem* s) {
  pthread_mutex_lock(&s->mutex);
  int taken = s->value > 0;
  if (taken) --s->value;
  pthread_mutex_unlock(&s->mutex);
  return taken;
}

void csem_post(struct csem* s) {
  pthread_mutex_lock(&s->mutex);
  ++s->value;
  pthread_cond_signal(&s->changed);
  pthread_mutex_unlock(&s->mutex);
}

int csem_value(struct csem* s) {
  pthread_mutex_lock(&s->mutex);
  int value = s->value;
  pthread_mutex_unlock(&s->mutex);
  return value;
}

void csem_destroy(struct csem* s) {
  pthread_cond_destroy(&s->changed);
  pthread_mutex_destroy(&s->mutex);
}
