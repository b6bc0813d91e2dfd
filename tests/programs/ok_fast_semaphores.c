// Two processes hand a turn back and forth thirty thousand times: each is blocked almost always, never for good.
// expect: none
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *turn = mmap(NULL, 2 * sizeof *turn, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&turn[0], 1, 1);
  sem_init(&turn[1], 1, 0);
  const pid_t child = fork();
  const int me = child == 0;
  for (int i = 0; i < 30000; i++) {
    sem_wait(&turn[me]);
    sem_post(&turn[1 - me]);
  }
  if (child == 0) _exit(0);
  wait(NULL);
  return 0;
}
