// The barrier counts main in, and main goes straight to join.
// expect: deadlock
// cause: barrier-count
// dead: thread 2 of main @11 barrier; thread 3 of main @11 barrier; thread 4 of main @11 barrier; main @19 thread
#include <pthread.h>
#include <stddef.h>

static pthread_barrier_t start;

static void *worker(void *unused) {
  pthread_barrier_wait(&start);
  return unused;
}

int main(void) {
  pthread_t workers[3];
  pthread_barrier_init(&start, NULL, 4);
  for (int i = 0; i < 3; i++) pthread_create(&workers[i], NULL, worker, NULL);
  for (int i = 0; i < 3; i++) pthread_join(workers[i], NULL);
  return 0;
}
