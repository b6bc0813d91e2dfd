// The parent waits in semop() for the results of all workers, then reaps all: it could not have known sooner.
// expect: none
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int sem = semget(IPC_PRIVATE, 1, 0600);
  struct sembuf done = {0, 1, 0}, all = {0, -2, 0};
  for (int i = 0; i < 2; i++) {
    if (fork() == 0) {
      sleep(2 * i);
      semop(sem, &done, 1);
      _exit(0);
    }
  }
  semop(sem, &all, 1);
  while (wait(NULL) > 0) {}
  semctl(sem, 0, IPC_RMID);
  return 0;
}
