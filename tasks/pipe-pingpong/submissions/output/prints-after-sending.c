// Sends the ball first and prints afterwards, when it is no longer its turn; the buffer holds the lines back besides.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

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
            printf("child %lld\n", ball);
        }
        exit(0);
    }
    close(down[0]);
    close(up[1]);
    while (n-- > 0) {
        write(down[1], &ball, sizeof(ball));
        read(up[0], &ball, sizeof(ball));
        printf("parent %lld\n", ball++);
    }
    close(down[1]);
    wait(NULL);
    return 0;
}
