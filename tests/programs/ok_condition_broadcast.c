// Eight threads wait for the start signal; one broadcast wakes them all.
// expect: none
#include <pthread.h>
#include <stddef.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t start = PTHREAD_COND_INITIALIZER;
static int started;

static void *runner(void *unused) {
  pthread_mutex_lock(&mutex);
  while (!started) pthread_cond_wait(&start, &mutex);
  pthread_mutex_unlock(&mutex);
  return unused;
}

int main(void) {
  pthread_t runners[8];
  for (int i = 0; i < 8; i++) pthread_create(&runners[i], NULL, runner, NULL);
  usleep(300000);
  pthread_mutex_lock(&mutex);
  started = 1;
  pthread_cond_broadcast(&start);
  pthread_mutex_unlock(&mutex);
  for (int i = 0; i < 8; i++) pthread_join(runners[i], NULL);
  return 0;
}
