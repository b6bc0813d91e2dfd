// expect: deadlock
// may: leak
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int set = semget(IPC_PRIVATE, 2, 0600);
  for (unsigned short i = 0; i < 2; i++)
    if (fork() == 0) {
      struct sembuf take = {i, -1, 0};
      semop(set, &take, 1);
      struct sembuf give = {(unsigned short)(1 - i), 1, 0};
      semop(set, &give, 1);
      _exit(0);
    }
  wait(NULL);
  wait(NULL);
  semctl(set, 0, IPC_RMID);
  return 0;
}
