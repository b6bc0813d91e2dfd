// Two consumers sleep, the producer signals once where it should broadcast: the second one sleeps for ever.
// expect: deadlock
// cause: lost-wakeup
// dead: main @38 thread; thread * of main @15 condition
#include <pthread.h>
#include <stddef.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t closed = PTHREAD_COND_INITIALIZER;
static int waiting, is_closed;

static void *consumer(void *unused) {
  pthread_mutex_lock(&mutex);
  waiting++;
  while (!is_closed) pthread_cond_wait(&closed, &mutex);
  pthread_mutex_unlock(&mutex);
  return unused;
}

static void until_waiting(int count) {
  for (int seen = 0; seen < count;) {
    pthread_mutex_lock(&mutex);
    seen = waiting;
    pthread_mutex_unlock(&mutex);
  }
}

int main(void) {
  pthread_t consumers[2];
  for (int i = 0; i < 2; i++) {
    pthread_create(&consumers[i], NULL, consumer, NULL);
    until_waiting(i + 1);
  }
  pthread_mutex_lock(&mutex);
  is_closed = 1;
  pthread_cond_signal(&closed);  // wakes the one who has waited longest
  pthread_mutex_unlock(&mutex);
  for (int i = 0; i < 2; i++) pthread_join(consumers[i], NULL);
  return 0;
}
