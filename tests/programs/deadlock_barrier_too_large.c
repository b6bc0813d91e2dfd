// A barrier for three that only two processes reach.
// expect: deadlock
// cause: barrier-count
// dead: child 1 of main @18 barrier; child 2 of main @18 barrier; main @21 child
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pthread_barrier_t *b = mmap(NULL, sizeof *b, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_barrierattr_t shared;
  pthread_barrierattr_init(&shared);
  pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(b, &shared, 3);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      pthread_barrier_wait(b);
      _exit(0);
    }
  wait(NULL);
  wait(NULL);
  return 0;
}
