// client.c — sends words as messages of one priority.
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const mqd_t queue = mq_open(argv[1], O_WRONLY);
  if (queue < 0) {
    perror(argv[1]);
    return 1;
  }
  const unsigned priority = (unsigned)strtoul(argv[2], NULL, 10);
  for (int i = 3; i < argc; ++i)
    while (mq_send(queue, argv[i], strlen(argv[i]), priority) < 0) {
      if (errno == EINTR) continue;
      perror("mq_send");
      return 1;
    }
  return mq_close(queue) < 0;
}
