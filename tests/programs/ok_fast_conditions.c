// Two threads wake each other through one condition variable, thirty thousand times.
// expect: none
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t turned = PTHREAD_COND_INITIALIZER;
static int turn;

static void play(int me) {
  pthread_mutex_lock(&mutex);
  for (int i = 0; i < 30000; i++) {
    while (turn != me) pthread_cond_wait(&turned, &mutex);
    turn = 1 - me;
    pthread_cond_signal(&turned);
  }
  pthread_mutex_unlock(&mutex);
}
static void *second(void *unused) {
  play(1);
  return unused;
}

int main(void) {
  pthread_t thread;
  pthread_create(&thread, NULL, second, NULL);
  play(0);
  pthread_join(thread, NULL);
  return 0;
}
