// A negative type asks for types up to 5; the client sends its pid as the type, which is larger.
// expect: deadlock
// may: leak
// cause: message-type
// dead: main @25 sysv-msg; child of main @22 sysv-msg
#include <sys/ipc.h>
#include <sys/msg.h>
#include <sys/wait.h>
#include <unistd.h>

struct Message {
  long type;
  char text[16];
};

int main(void) {
  const int queue = msgget(IPC_PRIVATE, 0600);
  struct Message message = {0, "request"};
  if (fork() == 0) {
    message.type = 1000 + getpid();
    msgsnd(queue, &message, sizeof message.text, 0);
    msgrcv(queue, &message, sizeof message.text, 6, 0);
    _exit(0);
  }
  msgrcv(queue, &message, sizeof message.text, -5, 0);
  message.type = 6;
  msgsnd(queue, &message, sizeof message.text, 0);
  wait(NULL);
  msgctl(queue, IPC_RMID, NULL);
  return 0;
}
