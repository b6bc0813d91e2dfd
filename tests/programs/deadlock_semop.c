// expect: deadlock
// may: leak
// dead: child 1 of main @14 sysv-sem; child 2 of main @14 sysv-sem; main @19 child
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
