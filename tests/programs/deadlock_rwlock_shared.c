// A reader process keeps its read lock while it waits for the writer, who waits for all readers to leave.
// expect: deadlock
// dead: child of main @26 semaphore; main @31 rwlock
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_rwlock_t lock;
  sem_t reading, written;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_rwlockattr_t kind;
  pthread_rwlockattr_init(&kind);
  pthread_rwlockattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&s->lock, &kind);
  sem_init(&s->reading, 1, 0);
  sem_init(&s->written, 1, 0);
  if (fork() == 0) {
    pthread_rwlock_rdlock(&s->lock);
    sem_post(&s->reading);
    sem_wait(&s->written);
    pthread_rwlock_unlock(&s->lock);
    _exit(0);
  }
  sem_wait(&s->reading);
  pthread_rwlock_wrlock(&s->lock);
  sem_post(&s->written);
  pthread_rwlock_unlock(&s->lock);
  wait(NULL);
  return 0;
}
