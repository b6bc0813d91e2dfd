// Five philosophers, five forks: all have taken the left one, and nobody gets the right one.
// expect: deadlock
// cause: lock-order-cycle
// dead: child 1 of main @31 mutex; child 2 of main @31 mutex; child 3 of main @31 mutex; child 4 of main @31 mutex; child 5 of main @31 mutex; main @36 child
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kSeats = 5 };

struct Table {
  pthread_mutex_t forks[kSeats];
  pthread_barrier_t all_have_left;
};

int main(void) {
  struct Table *t = mmap(NULL, sizeof *t, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t shared;
  pthread_barrierattr_t shared_barrier;
  pthread_mutexattr_init(&shared);
  pthread_mutexattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_barrierattr_init(&shared_barrier);
  pthread_barrierattr_setpshared(&shared_barrier, PTHREAD_PROCESS_SHARED);
  for (int i = 0; i < kSeats; i++) pthread_mutex_init(&t->forks[i], &shared);
  pthread_barrier_init(&t->all_have_left, &shared_barrier, kSeats);
  for (int i = 0; i < kSeats; i++)
    if (fork() == 0) {
      pthread_mutex_lock(&t->forks[i]);
      pthread_barrier_wait(&t->all_have_left);
      pthread_mutex_lock(&t->forks[(i + 1) % kSeats]);
      pthread_mutex_unlock(&t->forks[(i + 1) % kSeats]);
      pthread_mutex_unlock(&t->forks[i]);
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return 0;
}
