// A bounded queue between processes, with two condition variables and a slow consumer.
// expect: none
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Queue {
  pthread_mutex_t mutex;
  pthread_cond_t not_empty, not_full;
  int items[4], count;
};

static void put(struct Queue *q, int item) {
  pthread_mutex_lock(&q->mutex);
  while (q->count == 4) pthread_cond_wait(&q->not_full, &q->mutex);
  q->items[q->count++] = item;
  pthread_cond_signal(&q->not_empty);
  pthread_mutex_unlock(&q->mutex);
}

static int take(struct Queue *q) {
  pthread_mutex_lock(&q->mutex);
  while (q->count == 0) pthread_cond_wait(&q->not_empty, &q->mutex);
  const int item = q->items[--q->count];
  pthread_cond_signal(&q->not_full);
  pthread_mutex_unlock(&q->mutex);
  return item;
}

int main(void) {
  struct Queue *q = mmap(NULL, sizeof *q, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t mutex_kind;
  pthread_condattr_t cond_kind;
  pthread_mutexattr_init(&mutex_kind);
  pthread_mutexattr_setpshared(&mutex_kind, PTHREAD_PROCESS_SHARED);
  pthread_condattr_init(&cond_kind);
  pthread_condattr_setpshared(&cond_kind, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&q->mutex, &mutex_kind);
  pthread_cond_init(&q->not_empty, &cond_kind);
  pthread_cond_init(&q->not_full, &cond_kind);
  if (fork() == 0) {
    for (int i = 0; i < 20; i++) put(q, i);
    _exit(0);
  }
  int sum = 0;
  for (int i = 0; i < 20; i++) {
    sum += take(q);
    usleep(15000);
  }
  wait(NULL);
  return sum != 190;
}
