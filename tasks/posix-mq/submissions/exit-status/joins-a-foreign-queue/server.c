// Without O_EXCL a second server takes the queue of the first for its own.
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int main(int argc, char *argv[])
{
    struct mq_attr attr;
    char buf[65];
    unsigned int prio;
    ssize_t n;
    mqd_t mq;

    if (argc != 3) {
        fprintf(stderr, "usage: %s NAME CAPACITY\n", argv[0]);
        return 2;
    }
    memset(&attr, 0, sizeof(attr));
    attr.mq_maxmsg = atoi(argv[2]);
    attr.mq_msgsize = 64;
    mq = mq_open(argv[1], O_RDWR | O_CREAT, 0600, &attr);
    if (mq == (mqd_t)-1) {
        perror("mq_open");
        return 1;
    }
    puts("ready");
    fflush(stdout);
    getchar();
    while ((n = mq_receive(mq, buf, 64, &prio)) >= 0) {
        buf[n] = '\0';
        if (strcmp(buf, "quit") == 0)
            break;
        printf("%u %s\n", prio, buf);
    }
    if (n < 0)
        perror("mq_receive");
    mq_close(mq);
    mq_unlink(argv[1]);
    return n < 0;
}
