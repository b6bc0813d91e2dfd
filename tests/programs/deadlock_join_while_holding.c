// main joins its worker while it holds the mutex that the worker needs to finish.
// expect: deadlock
// dead: main @22 thread; thread 2 of main @11 mutex
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int total;

static void *add(void *amount) {
  pthread_mutex_lock(&mutex);
  total += *(int *)amount;
  pthread_mutex_unlock(&mutex);
  return NULL;
}

int main(void) {
  pthread_t worker;
  int amount = 5;
  pthread_mutex_lock(&mutex);
  pthread_create(&worker, NULL, add, &amount);
  pthread_join(worker, NULL);
  pthread_mutex_unlock(&mutex);
  return total != 5;
}
