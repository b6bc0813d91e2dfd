// main joins a, a joins b, b joins main.
// expect: deadlock
// cause: join-cycle
// dead: main @30 thread; thread 2 of main @14 thread; thread 3 of main @20 thread
#include <pthread.h>
#include <stddef.h>

static pthread_t first, second, main_thread;
static pthread_barrier_t all_known;

static void *run_first(void *unused) {
  (void)unused;
  pthread_barrier_wait(&all_known);
  pthread_join(second, NULL);
  return NULL;
}
static void *run_second(void *unused) {
  (void)unused;
  pthread_barrier_wait(&all_known);
  pthread_join(main_thread, NULL);
  return NULL;
}

int main(void) {
  main_thread = pthread_self();
  pthread_barrier_init(&all_known, NULL, 3);
  pthread_create(&first, NULL, run_first, NULL);
  pthread_create(&second, NULL, run_second, NULL);
  pthread_barrier_wait(&all_known);
  pthread_join(first, NULL);
  return 0;
}
