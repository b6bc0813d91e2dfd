// Error-checking mutexes tell of a second lock by the same thread, not of a cycle of two.
// expect: deadlock
// cause: lock-order-cycle
// dead: main @30 mutex; thread 2 of main @15 mutex
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static pthread_mutex_t first, second;
static sem_t second_held;

static void *other_way_round(void *unused) {
  pthread_mutex_lock(&second);
  sem_post(&second_held);
  pthread_mutex_lock(&first);
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_mutexattr_t checking;
  pthread_mutexattr_init(&checking);
  pthread_mutexattr_settype(&checking, PTHREAD_MUTEX_ERRORCHECK);
  pthread_mutex_init(&first, &checking);
  pthread_mutex_init(&second, &checking);
  sem_init(&second_held, 0, 0);
  pthread_mutex_lock(&first);
  pthread_create(&thread, NULL, other_way_round, NULL);
  sem_wait(&second_held);
  pthread_mutex_lock(&second);
  return 0;
}
