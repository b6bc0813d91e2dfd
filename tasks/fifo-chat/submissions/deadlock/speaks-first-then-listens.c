// Sends the whole of standard input, and only then begins to listen.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char buf[4096];
    ssize_t n;
    int in, out;
    if (argc != 3)
        return 2;
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    if (strcmp(argv[1], argv[2]) < 0) {
        out = open(argv[1], O_WRONLY);
        in = open(argv[2], O_RDONLY);
    } else {
        in = open(argv[2], O_RDONLY);
        out = open(argv[1], O_WRONLY);
    }
    while ((n = read(0, buf, sizeof(buf))) > 0)
        write(out, buf, n);
    close(out);
    while ((n = read(in, buf, sizeof(buf))) > 0)
        write(1, buf, n);
    unlink(argv[2]);
    return 0;
}
