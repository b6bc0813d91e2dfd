// Two processes; both sides open the two FIFOs in the order of their names.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void copy(int from, int to)
{
    char buf[1024];
    int n;
    while ((n = read(from, buf, sizeof(buf))) > 0) {
        char *p = buf;
        while (n > 0) {
            int m = write(to, p, n);
            if (m <= 0)
                exit(1);
            p += m;
            n -= m;
        }
    }
}

int main(int argc, char *argv[])
{
    int in, out;
    if (argc != 3) {
        fprintf(stderr, "chat OUT IN\n");
        return 2;
    }
    if (mkfifo(argv[1], 0666) == -1 && errno != EEXIST)
        return 1;
    if (mkfifo(argv[2], 0666) == -1 && errno != EEXIST)
        return 1;
    if (strcmp(argv[1], argv[2]) < 0) {
        out = open(argv[1], O_WRONLY);
        in = open(argv[2], O_RDONLY);
    } else {
        in = open(argv[2], O_RDONLY);
        out = open(argv[1], O_WRONLY);
    }
    if (in < 0 || out < 0)
        return 1;
    pid_t pid = fork();
    if (pid == 0) {
        close(out);
        copy(in, 1);
        exit(0);
    }
    close(in);
    copy(0, out);
    close(out);
    wait(NULL);
    unlink(argv[2]);
    return 0;
}
