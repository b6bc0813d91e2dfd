// expect: deadlock
// dead: child of main @14 mq; main @17 child
#include <fcntl.h>
#include <mqueue.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = 64};
  char buffer[64];
  const mqd_t queue = mq_open("/orders", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/orders");
  if (fork() == 0) {
    mq_receive(queue, buffer, sizeof buffer, NULL);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
