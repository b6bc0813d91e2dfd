// An empty queue and a full one, each waited for with a deadline.
// expect: none
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <time.h>

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 1, .mq_msgsize = 16};
  char buffer[16];
  struct timespec until;
  const mqd_t queue = mq_open("/patient", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/patient");
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += 1;
  if (mq_timedreceive(queue, buffer, sizeof buffer, NULL, &until) != -1 || errno != ETIMEDOUT) return 1;
  mq_send(queue, "full", 4, 0);
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_sec += 1;
  if (mq_timedsend(queue, "more", 4, 0, &until) != -1 || errno != ETIMEDOUT) return 2;
  return 0;
}
