// The queue is full; the one who should receive waits for the sender to end.
// expect: deadlock
// may: leak
// dead: child of main @19 sysv-msg; main @22 child
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  char text[4000];
};

int main(void) {
  static struct Message message = {1, "much to say"};
  const int queue = msgget(IPC_PRIVATE, 0600);
  if (fork() == 0) {
    for (int i = 0; i < 30; i++) msgsnd(queue, &message, sizeof message.text, 0);
    _exit(0);
  }
  wait(NULL);
  for (int i = 0; i < 30; i++) msgrcv(queue, &message, sizeof message.text, 0, 0);
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}
