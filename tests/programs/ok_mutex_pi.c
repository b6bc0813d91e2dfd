// A process-shared mutex with priority inheritance goes from hand to hand.
// expect: none
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_mutex_t mutex;
  int count;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t kind;
  pthread_mutexattr_init(&kind);
  pthread_mutexattr_setpshared(&kind, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setprotocol(&kind, PTHREAD_PRIO_INHERIT);
  pthread_mutex_init(&s->mutex, &kind);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      for (int round = 0; round < 3; round++) {
        pthread_mutex_lock(&s->mutex);
        usleep(20000);
        s->count++;
        pthread_mutex_unlock(&s->mutex);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return s->count != 12;
}
