// The consumer waits for an item while it holds the mutex that the producer needs to put one in.
// expect: deadlock
// cause: waits-with-lock
// dead: child of main @25 semaphore; main @32 mutex
// says: waits on semaphore b->items while it holds mutex b->mutex, for which main waits
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Buffer { pthread_mutex_t mutex; sem_t items, inside; };

int main(void) {
  struct Buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&b->mutex, &attr);
  sem_init(&b->items, 1, 0);
  sem_init(&b->inside, 1, 0);
  if (fork() == 0) {
    pthread_mutex_lock(&b->mutex);
    sem_post(&b->inside);
    sem_wait(&b->items);
    pthread_mutex_unlock(&b->mutex);
    _exit(0);
  }
  sem_wait(&b->inside);
  // A child that fills the buffer under its mutex would do as well.

  pthread_mutex_lock(&b->mutex);
  sem_post(&b->items);
  pthread_mutex_unlock(&b->mutex);
  wait(NULL);
  return 0;
}
