// The semaphore that counts free slots starts at 0, and slots are given back only by those who have got one.
// expect: deadlock
// cause: never-posted
// dead: thread 2 of main @12 semaphore; thread 3 of main @12 semaphore; thread 4 of main @12 semaphore; thread 5 of main @12 semaphore; thread 6 of main @12 semaphore; thread 7 of main @12 semaphore; thread 8 of main @12 semaphore; main @21 thread
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t free_slots;

static void *worker(void *unused) {
  sem_wait(&free_slots);
  sem_post(&free_slots);
  return unused;
}

int main(void) {
  pthread_t workers[7];
  sem_init(&free_slots, 0, 0);
  for (int i = 0; i < 7; i++) pthread_create(&workers[i], NULL, worker, NULL);
  for (int i = 0; i < 7; i++) pthread_join(workers[i], NULL);
  return 0;
}
