// The taker reads each file with a single read.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int send_fd(int sock, int fd)
{
    struct msghdr msg;
    struct iovec iov;
    char control[CMSG_SPACE(sizeof(int))] __attribute__((aligned(8)));
    struct cmsghdr *cmsg;

    memset(&msg, 0, sizeof(msg));
    memset(control, 0, sizeof(control));
    iov.iov_base = "F";
    iov.iov_len = 1;
    msg.msg_iov = &iov;
    msg.msg_iovlen = 1;
    msg.msg_control = control;
    msg.msg_controllen = sizeof(control);
    cmsg = CMSG_FIRSTHDR(&msg);
    cmsg->cmsg_level = SOL_SOCKET;
    cmsg->cmsg_type = SCM_RIGHTS;
    cmsg->cmsg_len = CMSG_LEN(sizeof(int));
    *(int *)CMSG_DATA(cmsg) = fd;
    return sendmsg(sock, &msg, 0);
}

int main(int argc, char *argv[])
{
    struct sockaddr_un addr;
    int s, c, i;
    char ok;

    if (argc < 2)
        return 2;
    s = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    memset(&addr, 0, sizeof(addr));
    addr.sun_family = AF_UNIX;
    strcpy(addr.sun_path, argv[1]);
    unlink(argv[1]);
    if (bind(s, (struct sockaddr *)&addr, sizeof(addr)) == -1 || listen(s, 5) == -1) {
        perror("bind");
        return 1;
    }
    c = accept(s, NULL, NULL);
    for (i = 2; i < argc; i++) {
        int fd = open(argv[i], O_RDONLY);
        if (fd == -1) {
            send(c, "N", 1, 0);
        } else {
            send_fd(c, fd);
            close(fd);
        }
        if (recv(c, &ok, 1, 0) <= 0)
            break;
    }
    close(c);
    close(s);
    unlink(argv[1]);
    return 0;
}
