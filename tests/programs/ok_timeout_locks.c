// Locks that are held for ever, asked for with a deadline: mutex, then both sides of a read-write lock.
// expect: none
#define _GNU_SOURCE
#include <errno.h>
#include <pthread.h>
#include <time.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;

static struct timespec soon(void) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  t.tv_nsec += 150000000;
  if (t.tv_nsec >= 1000000000) t.tv_nsec -= 1000000000, t.tv_sec++;
  return t;
}

static void *try_all(void *bad) {
  struct timespec t = soon();
  *(int *)bad |= pthread_mutex_timedlock(&mutex, &t) != ETIMEDOUT;
  t = soon();
  *(int *)bad |= pthread_rwlock_timedrdlock(&lock, &t) != ETIMEDOUT;
  t = soon();
  *(int *)bad |= pthread_rwlock_timedwrlock(&lock, &t) != ETIMEDOUT;
  return NULL;
}

int main(void) {
  pthread_t thread;
  int bad = 0;
  pthread_mutex_lock(&mutex);
  pthread_rwlock_wrlock(&lock);
  pthread_create(&thread, NULL, try_all, &bad);
  pthread_join(thread, NULL);
  return bad;
}
