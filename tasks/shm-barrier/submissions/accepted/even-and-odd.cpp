// Two gates that take turns: even rounds use one, odd rounds the other.
#include "barrier.h"

#include <initializer_list>

namespace {

void down(sem_t &s) {
  while (sem_wait(&s) != 0) {
  }
}

class Lock {
 public:
  explicit Lock(sem_t &s) : s_(s) { down(s_); }
  ~Lock() { sem_post(&s_); }

 private:
  sem_t &s_;
};

}  // namespace

int barrier_init(barrier *b, unsigned n) {
  b->n = n;
  b->count = b->generation = 0;
  return sem_init(&b->mutex, 1, 1) || sem_init(&b->first, 1, 0) || sem_init(&b->second, 1, 0) ? -1 : 0;
}

void barrier_wait(barrier *b) {
  sem_t *gate;
  {
    Lock lock(b->mutex);
    gate = b->generation % 2 ? &b->second : &b->first;
    if (++b->count == b->n) {
      b->count = 0;
      ++b->generation;
      for (unsigned i = 1; i < b->n; ++i) sem_post(gate);
      return;
    }
  }
  down(*gate);
}

void barrier_destroy(barrier *b) {
  for (sem_t *s : {&b->mutex, &b->first, &b->second}) sem_destroy(s);
}
