// Four processes meet at a barrier, three times; each time another one is late.
// expect: none
#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pthread_barrier_t *meet = mmap(NULL, sizeof *meet, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_barrierattr_t shared;
  pthread_barrierattr_init(&shared);
  pthread_barrierattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_barrier_init(meet, &shared, 4);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      for (int phase = 0; phase < 3; phase++) {
        if (phase == i) usleep(150000);
        pthread_barrier_wait(meet);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return 0;
}
