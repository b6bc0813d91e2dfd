// Without O_EXCL a second server takes the queue of the first for its own.
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(int argc, char *argv[])
{
    mqd_t mq;
    int i;

    if (argc < 3) {
        fprintf(stderr, "usage: %s NAME PRIORITY WORD...\n", argv[0]);
        return 2;
    }
    mq = mq_open(argv[1], O_WRONLY);
    if (mq == (mqd_t)-1) {
        perror("mq_open");
        return 1;
    }
    for (i = 3; i < argc; i++) {
        if (mq_send(mq, argv[i], strlen(argv[i]), atoi(argv[2])) == -1) {
            perror("mq_send");
            return 1;
        }
    }
    mq_close(mq);
    return 0;
}
