// Who waits on a System V object learns of its removal (EIDRM): here that is the signal to go home.
// expect: none
#include <errno.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  char text[8];
};

int main(void) {
  const int set = semget(IPC_PRIVATE, 1, 0600), queue = msgget(IPC_PRIVATE, 0600);
  struct sembuf take = {0, -1, 0};
  struct Message message;
  int status, bad = 0;
  if (fork() == 0) _exit(semop(set, &take, 1) != -1 || errno != EIDRM);
  if (fork() == 0) _exit(msgrcv(queue, &message, sizeof message.text, 0, 0) != -1 || errno != EIDRM);
  usleep(300000);
  semctl(set, 0, IPC_RMID);
  msgctl(queue, IPC_RMID, NULL);
  while (wait(&status) > 0) bad |= status;
  return bad != 0;
}
