// Two processes take two process-shared mutexes in opposite order; each surely holds its first one.
// expect: deadlock
// cause: lock-order-cycle
// dead: child 1 of main @29 mutex; child 2 of main @36 mutex; main @39 child
#include <pthread.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_mutex_t a, b;
  sem_t a_held, b_held;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->a, &shared);
  pthread_mutex_init(&s->b, &shared);
  sem_init(&s->a_held, 1, 0);
  sem_init(&s->b_held, 1, 0);
  if (fork() == 0) {
    pthread_mutex_lock(&s->a);
    sem_post(&s->a_held);
    sem_wait(&s->b_held);
    pthread_mutex_lock(&s->b);
    _exit(0);
  }
  if (fork() == 0) {
    pthread_mutex_lock(&s->b);
    sem_post(&s->b_held);
    sem_wait(&s->a_held);
    pthread_mutex_lock(&s->a);
    _exit(0);
  }
  wait(NULL);
  wait(NULL);
  return 0;
}
