// A starting gun of System V: the runners wait for zero.
// expect: none
#include <sys/ipc.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int gun = semget(IPC_PRIVATE, 1, 0600);
  struct sembuf load = {0, 1, 0}, wait_for_shot = {0, 0, 0}, shoot = {0, -1, 0};
  semop(gun, &load, 1);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) _exit(semop(gun, &wait_for_shot, 1) != 0);
  usleep(250000);
  semop(gun, &shoot, 1);
  while (wait(NULL) > 0) {}
  semctl(gun, 0, IPC_RMID);
  return 0;
}
