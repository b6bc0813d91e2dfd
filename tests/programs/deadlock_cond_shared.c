// The producer ends without a word; the consumer process waits on the shared condition for ever.
// expect: deadlock
// dead: child 1 of main @27 condition; main @36 child
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_mutex_t mutex;
  pthread_cond_t filled;
  int items;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t mutex_kind;
  pthread_condattr_t cond_kind;
  pthread_mutexattr_init(&mutex_kind);
  pthread_mutexattr_setpshared(&mutex_kind, PTHREAD_PROCESS_SHARED);
  pthread_condattr_init(&cond_kind);
  pthread_condattr_setpshared(&cond_kind, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &mutex_kind);
  pthread_cond_init(&s->filled, &cond_kind);
  if (fork() == 0) {
    pthread_mutex_lock(&s->mutex);
    while (s->items == 0) pthread_cond_wait(&s->filled, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
    _exit(0);
  }
  if (fork() == 0) {
    usleep(100000);
    _exit(0);
  }
  wait(NULL);
  wait(NULL);
  return 0;
}
