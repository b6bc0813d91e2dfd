// The holder ends without giving the semaphore back; SEM_UNDO does it for it.
// expect: none
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int held[2];
  char byte;
  pipe(held);
  const int set = semget(IPC_PRIVATE, 1, 0600);
  struct sembuf give = {0, 1, 0}, take = {0, -1, SEM_UNDO};
  semop(set, &give, 1);
  if (fork() == 0) {
    semop(set, &take, 1);
    write(held[1], "h", 1);
    usleep(300000);
    _exit(0);
  }
  read(held[0], &byte, 1);
  const int got = semop(set, &take, 1);
  wait(NULL);
  semctl(set, 0, IPC_RMID);
  return got != 0;
}
