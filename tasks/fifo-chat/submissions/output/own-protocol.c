// Sends fixed blocks of 256 bytes with a length in front: talks well with itself, and with nobody else.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

struct block {
    int length;
    char text[252];
};

int main(int argc, char **argv)
{
    struct block b;
    if (argc != 3)
        return 2;
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    if (fork() == 0) {
        int in = open(argv[2], O_RDONLY);
        while (read(in, &b, sizeof(b)) == sizeof(b)) {
            write(1, b.text, b.length);
        }
        exit(0);
    }
    int out = open(argv[1], O_WRONLY);
    memset(&b, 0, sizeof(b));
    while ((b.length = read(0, b.text, sizeof(b.text))) > 0)
        write(out, &b, sizeof(b));
    close(out);
    wait(NULL);
    unlink(argv[2]);
    return 0;
}
