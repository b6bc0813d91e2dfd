// Readers and writers of a process-shared read-write lock, each holding it for a while.
// expect: none
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct Shared {
  pthread_rwlock_t lock;
  int a, b;
};

int main(void) {
  struct Shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_rwlockattr_t shared;
  int status, bad = 0;
  pthread_rwlockattr_init(&shared);
  pthread_rwlockattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_rwlock_init(&s->lock, &shared);
  for (int i = 0; i < 6; i++)
    if (fork() == 0) {
      int torn = 0;
      for (int round = 0; round < 3; round++) {
        if (i < 2) pthread_rwlock_wrlock(&s->lock), s->a++;
        else pthread_rwlock_rdlock(&s->lock), torn |= s->a != s->b;
        usleep(15000);
        if (i < 2) s->b++;
        pthread_rwlock_unlock(&s->lock);
      }
      _exit(torn);
    }
  while (wait(&status) > 0) bad |= status;
  return bad != 0;
}
