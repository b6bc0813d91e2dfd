// Two waits in one line: the column tells which of them it is. The third of the threads, the others have ended.
// expect: deadlock
// cause: never-posted
// dead: thread 4 of main @12 semaphore; main @22 thread
// says: semaphore full
#include <pthread.h>
#include <semaphore.h>
#include <stddef.h>

static sem_t empty, full;
static void P(sem_t *s) {
  sem_wait(s);
}
static void *quick(void *unused) { return unused; }
static void *both(void *unused) { P(&empty); P(&full); return unused; }

int main(void) {
  pthread_t thread[3];
  sem_init(&empty, 0, 1);
  sem_init(&full, 0, 0);
  for (int i = 0; i < 3; i++) pthread_create(&thread[i], NULL, i < 2 ? quick : both, NULL);
  for (int i = 0; i < 3; i++) pthread_join(thread[i], NULL);
  return 0;
}
