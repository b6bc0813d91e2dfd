// Workers pick messages of their own type from one queue, which is small: the sender waits, too.
// expect: none
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  char text[4000];
};

int main(void) {
  static struct Message message;
  const int queue = msgget(IPC_PRIVATE, 0600);
  for (long type = 1; type <= 3; type++)
    if (fork() == 0) {
      for (int i = 0; i < 6; i++) {
        usleep(10000);
        msgrcv(queue, &message, sizeof message.text, type, 0);
      }
      _exit(0);
    }
  for (int i = 0; i < 18; i++) {
    message.type = i % 3 + 1;
    msgsnd(queue, &message, sizeof message.text, 0);
  }
  while (wait(NULL) > 0) {}
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}
