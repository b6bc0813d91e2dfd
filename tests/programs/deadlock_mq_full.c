// A POSIX queue for two messages, a sender with three, and a receiver that joins the sender first.
// expect: deadlock
// dead: main @23 thread; thread 2 of main @12 mq
#include <fcntl.h>
#include <mqueue.h>
#include <pthread.h>
#include <stddef.h>

static mqd_t queue;

static void *sender(void *unused) {
  for (int i = 0; i < 3; i++) mq_send(queue, "item", 5, 0);
  return unused;
}

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
  pthread_t thread;
  char text[8];
  queue = mq_open("/narrow", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/narrow");
  pthread_create(&thread, NULL, sender, NULL);
  pthread_join(thread, NULL);
  for (int i = 0; i < 3; i++) mq_receive(queue, text, sizeof text, NULL);
  return 0;
}
