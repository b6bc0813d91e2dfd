// The parent listens to the end and leaves without waiting for the child that speaks.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char buf[512];
    ssize_t n;
    if (argc != 3)
        return 2;
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    if (fork() == 0) {
        int out = open(argv[1], O_WRONLY);
        while ((n = read(0, buf, sizeof(buf))) > 0)
            write(out, buf, n);
        exit(0);
    }
    int in = open(argv[2], O_RDONLY);
    while ((n = read(in, buf, sizeof(buf))) > 0)
        write(1, buf, n);
    unlink(argv[2]);
    return 0;
}
