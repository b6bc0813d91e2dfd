// Both sides count the rounds; lines are written with write().
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int a[2], b[2];

void print_line(const char *who, long long x)
{
    char s[64];
    int n = sprintf(s, "%s %lld\n", who, x);
    write(STDOUT_FILENO, s, n);
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
    pid = fork();
    if (pid == 0) {
        close(a[1]);
        close(b[0]);
        for (i = 0; i < n; i++) {
            read(a[0], &x, sizeof(x));
            print_line("child", x);
            x++;
            write(b[1], &x, sizeof(x));
        }
        _exit(0);
    }
    close(a[0]);
    close(b[1]);
    for (i = 0; i < n; i++) {
        write(a[1], &x, sizeof(x));
        read(b[0], &x, sizeof(x));
        print_line("parent", x);
        x++;
    }
    wait(NULL);
    return 0;
}
