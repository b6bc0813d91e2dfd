// 120 processes in a ring: each waits for its turn and passes it on, three times round.
// expect: none
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kProcesses = 120, kRounds = 3 };

int main(void) {
  sem_t *turn = mmap(NULL, kProcesses * sizeof *turn, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int bad = 0, status;
  for (int i = 0; i < kProcesses; i++) sem_init(&turn[i], 1, 0);
  for (int i = 0; i < kProcesses; i++)
    if (fork() == 0) {
      for (int round = 0; round < kRounds; round++) {
        sem_wait(&turn[i]);
        sem_post(&turn[(i + 1) % kProcesses]);
      }
      _exit(0);
    }
  sem_post(&turn[0]);
  while (wait(&status) > 0) bad |= status;
  return bad != 0;
}
