// Two threads take two mutexes in opposite order; a barrier makes sure that each holds its first one.
// expect: deadlock
// cause: lock-order-cycle
// dead: thread 2 of main @15 mutex; thread 3 of main @15 mutex; main @26 thread
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t accounts[2] = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_MUTEX_INITIALIZER};
static pthread_barrier_t both_hold_one;

static void *transfer(void *from) {
  const int a = *(int *)from;
  pthread_mutex_lock(&accounts[a]);
  pthread_barrier_wait(&both_hold_one);
  pthread_mutex_lock(&accounts[1 - a]);
  pthread_mutex_unlock(&accounts[1 - a]);
  pthread_mutex_unlock(&accounts[a]);
  return NULL;
}

int main(void) {
  pthread_t threads[2];
  int from[2] = {0, 1};
  pthread_barrier_init(&both_hold_one, NULL, 2);
  for (int i = 0; i < 2; i++) pthread_create(&threads[i], NULL, transfer, &from[i]);
  for (int i = 0; i < 2; i++) pthread_join(threads[i], NULL);
  return 0;
}
