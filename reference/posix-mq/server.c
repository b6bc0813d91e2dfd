// server.c — a queue with room for CAPACITY messages, read in the order of priority.
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { kMessage = 64 };

static int serve(mqd_t queue) {
  char text[kMessage];
  for (;;) {
    unsigned priority;
    const ssize_t length = mq_receive(queue, text, sizeof text, &priority);
    if (length < 0) {
      if (errno == EINTR) continue;
      perror("mq_receive");
      return 1;
    }
    if (length == 4 && memcmp(text, "quit", 4) == 0) return 0;
    printf("%u %.*s\n", priority, (int)length, text);
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const char* name = argv[1];
  struct mq_attr about = {.mq_maxmsg = atol(argv[2]), .mq_msgsize = kMessage};
  // O_EXCL: a queue that is there already belongs to somebody else.
  const mqd_t queue = mq_open(name, O_CREAT | O_EXCL | O_RDONLY, 0600, &about);
  if (queue < 0) {
    perror(name);
    return 1;
  }
  printf("ready\n");
  fflush(stdout);
  char line[64];
  if (fgets(line, sizeof line, stdin) == NULL) fprintf(stderr, "no line: opening all the same\n");
  const int status = serve(queue);
  mq_close(queue);
  if (mq_unlink(name) < 0) {
    perror("mq_unlink");
    return 1;
  }
  return status;
}
