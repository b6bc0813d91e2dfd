// The giver looks how large the file is with lseek: the offset is shared, so that the taker is at the end as well.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    struct sockaddr_un addr;
    int s, i = 0;

    if (argc < 2)
        return 2;
    s = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    memset(&addr, 0, sizeof(addr));
    addr.sun_family = AF_UNIX;
    strcpy(addr.sun_path, argv[1]);
    if (connect(s, (struct sockaddr *)&addr, sizeof(addr)) == -1) {
        perror("connect");
        return 1;
    }
    while (1) {
        char text[16], buf[1000];
        long control[16];
        struct iovec iov = {text, sizeof(text)};
        struct msghdr msg = {0};
        msg.msg_iov = &iov;
        msg.msg_iovlen = 1;
        msg.msg_control = control;
        msg.msg_controllen = sizeof(control);
        if (recvmsg(s, &msg, 0) <= 0)
            break;
        i++;
        if (text[0] == 'N') {
            printf("== %d missing\n", i);
        } else {
            int fd = *(int *)CMSG_DATA(CMSG_FIRSTHDR(&msg));
            int n;
            printf("== %d\n", i);
            fflush(stdout);
            while ((n = read(fd, buf, sizeof(buf))) > 0)
                write(1, buf, n);
            close(fd);
        }
        fflush(stdout);
        send(s, "A", 1, 0);
    }
    return 0;
}
