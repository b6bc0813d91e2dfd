// Two resources taken in one operation: one is free, the other one's holder has ended without SEM_UNDO.
// expect: deadlock
// may: leak
// dead: main @17 sysv-sem
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int set = semget(0x4a11, 2, IPC_CREAT | 0600);
  struct sembuf free_both[2] = {{0, 1, 0}, {1, 1, 0}}, take_one = {1, -1, 0}, take_both[2] = {{0, -1, 0}, {1, -1, 0}};
  semop(set, free_both, 2);
  const pid_t child = fork();
  if (child == 0) _exit(semop(set, &take_one, 1) != 0);
  waitpid(child, NULL, 0);
  semop(set, take_both, 2);
  semctl(set, 0, IPC_RMID);
  return 0;
}
