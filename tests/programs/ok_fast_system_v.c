// Two processes take turns with a System V semaphore set, and answer each other in a message queue.
// expect: none
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  int number;
};

int main(void) {
  const int set = semget(IPC_PRIVATE, 2, 0600), queue = msgget(IPC_PRIVATE, 0600);
  struct sembuf start = {0, 1, 0};
  struct Message message = {1, 0};
  semop(set, &start, 1);
  const pid_t child = fork();
  const unsigned short me = child == 0;
  for (int i = 0; i < 6000; i++) {
    struct sembuf take = {me, -1, 0}, give = {(unsigned short)(1 - me), 1, 0};
    semop(set, &take, 1);
    semop(set, &give, 1);
    message.type = me + 1;
    msgsnd(queue, &message, sizeof message.number, 0);
    msgrcv(queue, &message, sizeof message.number, 2 - me, 0);
  }
  if (child == 0) _exit(0);
  wait(NULL);
  semctl(set, 0, IPC_RMID);
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}
