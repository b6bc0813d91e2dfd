// main ends with pthread_exit; its two threads wait for each other's semaphore.
// expect: deadlock
// dead: thread 2 of main @12 semaphore; thread 3 of main @12 semaphore
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t turn[2];

static void *play(void *me) {
  const long i = (long)me;
  sem_wait(&turn[i]);
  sem_post(&turn[1 - i]);
  return NULL;
}

int main(void) {
  pthread_t threads[2];
  for (long i = 0; i < 2; i++) {
    sem_init(&turn[i], 0, 0);
    pthread_create(&threads[i], NULL, play, (void *)i);
  }
  pthread_exit(NULL);
}
