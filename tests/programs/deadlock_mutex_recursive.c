// A recursive mutex is only recursive for its owner, who joins the thread that wants it.
// expect: deadlock
// dead: main @24 thread; thread 2 of main @10 mutex
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t state;

static void *log_state(void *unused) {
  pthread_mutex_lock(&state);
  pthread_mutex_unlock(&state);
  return unused;
}

int main(void) {
  pthread_t logger;
  pthread_mutexattr_t recursive;
  pthread_mutexattr_init(&recursive);
  pthread_mutexattr_settype(&recursive, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&state, &recursive);
  pthread_mutex_lock(&state);
  pthread_mutex_lock(&state);
  pthread_create(&logger, NULL, log_state, NULL);
  pthread_join(logger, NULL);
  pthread_mutex_unlock(&state);
  pthread_mutex_unlock(&state);
  return 0;
}
