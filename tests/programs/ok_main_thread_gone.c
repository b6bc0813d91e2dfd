// main ends itself with pthread_exit; its threads go on, wait for each other, and end the process.
// expect: none
#include <pthread.h>
#include <semaphore.h>
#include <unistd.h>

static sem_t next;

static void *first(void *unused) {
  usleep(300000);
  sem_post(&next);
  return unused;
}
static void *second(void *unused) {
  sem_wait(&next);
  return unused;
}

int main(void) {
  pthread_t a, b;
  sem_init(&next, 0, 0);
  pthread_create(&a, NULL, first, NULL);
  pthread_create(&b, NULL, second, NULL);
  pthread_exit(NULL);
}
