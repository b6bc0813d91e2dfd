// A semaphore in a global variable: the child posts a copy of its own.
// expect: deadlock
// dead: main @18 semaphore
// says: in memory of its own, where no other process can reach it
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t ready;

int main(void) {
  sem_init(&ready, 1, 0);
  const pid_t child = fork();
  if (child == 0) {
    sem_post(&ready);
    _exit(0);
  }
  sem_wait(&ready);
  waitpid(child, NULL, 0);
  return 0;
}
