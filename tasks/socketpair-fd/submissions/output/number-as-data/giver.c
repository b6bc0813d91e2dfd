// Sends the number of the descriptor as data, without SCM_RIGHTS: in the taker it means nothing.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    strcpy(addr.sun_path, argv[1]);
    bind(s, (struct sockaddr *)&addr, sizeof(addr));
    listen(s, 1);
    int c = accept(s, NULL, NULL);
    for (int i = 2; i < argc; i++) {
        char msg[16], answer;
        int fd = open(argv[i], O_RDONLY);
        if (fd < 0)
            strcpy(msg, "N");
        else
            sprintf(msg, "F%d", fd);
        write(c, msg, strlen(msg));
        read(c, &answer, 1);
        if (fd >= 0)
            close(fd);
    }
    unlink(argv[1]);
    return 0;
}
