// Opens the file by its name.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    struct sockaddr_un addr = {.sun_family = AF_UNIX};
    int s = socket(AF_UNIX, SOCK_SEQPACKET, 0);
    strcpy(addr.sun_path, argv[1]);
    if (connect(s, (struct sockaddr *)&addr, sizeof(addr)) < 0)
        return 1;
    char msg[16], buf[4096];
    ssize_t n;
    int i = 0;
    while ((n = read(s, msg, sizeof(msg) - 1)) > 0) {
        msg[n] = 0;
        i++;
        if (msg[0] == 'N') {
            printf("== %d missing\n", i);
        } else {
            printf("== %d\n", i);
            int fd = open(msg + 1, O_RDONLY);
            while (fd > 2 && fd != s && (n = read(fd, buf, sizeof(buf))) > 0)
                fwrite(buf, 1, n, stdout);
            close(fd);
        }
        write(s, "A", 1);
    }
    return 0;
}
