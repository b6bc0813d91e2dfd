// Sends the ball, then prints: the other side may be faster.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void line(const char *who, long long ball)
{
    char s[64];
    write(1, s, sprintf(s, "%s %lld\n", who, ball));
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long n = atol(argv[1]);
    long long ball = atoll(argv[2]);
    int down[2], up[2];
    pipe(down);
    pipe(up);
    if (fork() == 0) {
        close(down[1]);
        close(up[0]);
        while (read(down[0], &ball, sizeof(ball)) > 0) {
            long long next = ball + 1;
            write(up[1], &next, sizeof(next));
            line("child", ball);
        }
        return 0;
    }
    close(down[0]);
    close(up[1]);
    while (n-- > 0) {
        write(down[1], &ball, sizeof(ball));
        read(up[0], &ball, sizeof(ball));
        line("parent", ball++);
    }
    close(down[1]);
    wait(NULL);
    return 0;
}
