// A POSIX queue for two messages: the sender waits for room, later the receiver for messages.
// expect: none
#include <fcntl.h>
#include <mqueue.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
  char text[8];
  const mqd_t queue = mq_open("/narrow", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/narrow");
  if (fork() == 0) {
    for (int i = 0; i < 8; i++) {
      if (i > 4) usleep(100000);
      mq_send(queue, "item", 5, 0);
    }
    _exit(0);
  }
  usleep(200000);
  for (int i = 0; i < 8; i++) mq_receive(queue, text, sizeof text, NULL);
  wait(NULL);
  return 0;
}
