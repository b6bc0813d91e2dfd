// Removes FIFOs that are there and makes new ones: the side that came first waits on the old ones.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

void copy(int from, int to)
{
    char buf[4096];
    ssize_t n;
    while ((n = read(from, buf, sizeof(buf))) > 0)
        write(to, buf, n);
    close(from);
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    unlink(argv[1]);
    unlink(argv[2]);
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    pid_t pid = fork();
    if (pid == 0) {
        int in = open(argv[2], O_RDONLY);
        copy(in, 1);
        exit(0);
    }
    int out = open(argv[1], O_WRONLY);
    copy(0, out);
    close(out);
    waitpid(pid, NULL, 0);
    unlink(argv[2]);
    return 0;
}
