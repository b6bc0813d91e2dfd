// A thread returns early and forgets to unlock.
// expect: deadlock
// cause: owner-ended
// dead: main @22 mutex
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;

static void *worker(void *failed) {
  pthread_mutex_lock(&mutex);
  if (*(int *)failed) return NULL;
  pthread_mutex_unlock(&mutex);
  return NULL;
}

int main(void) {
  pthread_t thread;
  int failed = 1;
  pthread_create(&thread, NULL, worker, &failed);
  pthread_join(thread, NULL);
  pthread_mutex_lock(&mutex);
  return 0;
}
