// Four processes fight for one process-shared mutex and give it up at once.
// expect: none
#include <pthread.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_mutex_t mutex;
  int count;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t shared;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &shared);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      for (int round = 0; round < 20000; round++) {
        pthread_mutex_lock(&s->mutex);
        s->count++;
        if (round % 16 == 0) sched_yield();
        pthread_mutex_unlock(&s->mutex);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return s->count != 80000;
}
