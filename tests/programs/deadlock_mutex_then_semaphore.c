// The consumer waits for an item inside the critical section that the producer needs to put one in.
// expect: deadlock
// dead: main @28 semaphore; child of main @22 semaphore
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Buffer {
  sem_t mutex, items, inside;
  int count;
};

int main(void) {
  struct Buffer *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&b->mutex, 1, 1);
  sem_init(&b->items, 1, 0);
  sem_init(&b->inside, 1, 0);
  if (fork() == 0) {
    sem_wait(&b->mutex);
    sem_post(&b->inside);
    sem_wait(&b->items);
    b->count--;
    sem_post(&b->mutex);
    _exit(0);
  }
  sem_wait(&b->inside);
  sem_wait(&b->mutex);
  b->count++;
  sem_post(&b->mutex);
  sem_post(&b->items);
  wait(NULL);
  return 0;
}
