// A message of type 1 waits in the queue; everybody waits for type 2.
// expect: deadlock
// cause: message-type
// may: leak
// dead: child of main @21 sysv-msg; main @24 child
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  char text[8];
};

int main(void) {
  const int queue = msgget(IPC_PRIVATE, 0600);
  struct Message message = {1, "hello"};
  msgsnd(queue, &message, sizeof message.text, 0);
  if (fork() == 0) {
    msgrcv(queue, &message, sizeof message.text, 2, 0);
    _exit(0);
  }
  wait(NULL);
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}
