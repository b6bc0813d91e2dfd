// look.c — says what a message queue is like, without taking anything from it.
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <sys/stat.h>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const mqd_t queue = mq_open(argv[1], O_RDONLY);
  struct mq_attr about;
  struct stat status;
  // In Linux a queue's descriptor is a file descriptor.
  if (queue < 0 || mq_getattr(queue, &about) < 0 || fstat(queue, &status) < 0) {
    printf("no queue\n");
    perror(argv[1]);
    return 1;
  }
  printf("mode %04o\n", (unsigned)status.st_mode & 07777);
  printf("room for %ld messages of at most %ld bytes\n", about.mq_maxmsg, about.mq_msgsize);
  printf("holds %ld messages\n", about.mq_curmsgs);
  return 0;
}
