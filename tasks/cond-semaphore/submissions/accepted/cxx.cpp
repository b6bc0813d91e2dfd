#include "csem.h"

namespace {

class Lock {
 public:
  explicit Lock(pthread_mutex_t& m) : m_(m) { pthread_mutex_lock(&m_); }
  ~Lock() { pthread_mutex_unlock(&m_); }
  Lock(const Lock&) = delete;

 private:
  pthread_mutex_t& m_;
};

}  // namespace

int csem_init(csem* s, int value) {
  pthread_mutexattr_t m;
  pthread_condattr_t c;
  if (pthread_mutexattr_init(&m) || pthread_condattr_init(&c)) return -1;
  if (pthread_mutexattr_setpshared(&m, PTHREAD_PROCESS_SHARED)) return -1;
  if (pthread_condattr_setpshared(&c, PTHREAD_PROCESS_SHARED)) return -1;
  if (pthread_mutex_init(&s->mutex, &m) || pthread_cond_init(&s->changed, &c)) return -1;
  s->value = value;
  return 0;
}

int csem_trywait(csem* s) {
  Lock lock(s->mutex);
  return s->value > 0 ? (s->value--, 1) : 0;
}

void csem_wait(csem* s) {
  Lock lock(s->mutex);
  for (; s->value <= 0; pthread_cond_wait(&s->changed, &s->mutex)) {
  }
  s->value -= 1;
}

// Wakes everybody: those for whom nothing is left go back to sleep.
void csem_post(csem* s) {
  Lock lock(s->mutex);
  s->value += 1;
  pthread_cond_broadcast(&s->changed);
}

int csem_value(csem* s) {
  Lock lock(s->mutex);
  return s->value;
}

void csem_destroy(csem* s) {
  pthread_cond_destroy(&s->changed);
  pthread_mutex_destroy(&s->mutex);
}
