// A helper thread posts after a long computation; main has nothing to do but wait.
// expect: none
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>
#include <stdint.h>

static sem_t done;
static volatile uint64_t result;

static void *compute(void *unused) {
  uint64_t x = 88172645463325252ull;
  for (int i = 0; i < 80000000; i++) {
    x ^= x << 13;
    x ^= x >> 7;
    x ^= x << 17;
  }
  result = x;
  sem_post(&done);
  return unused;
}

int main(void) {
  pthread_t helper;
  sem_init(&done, 0, 0);
  pthread_create(&helper, NULL, compute, NULL);
  sem_wait(&done);
  pthread_join(helper, NULL);
  return result == 0;
}
