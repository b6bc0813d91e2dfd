// Both sides begin with read: nobody serves.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

void play(const char *who, int in, int out, long n, long long ball)
{
    for (long i = 0; i < n; i++) {
        read(in, &ball, sizeof(ball));
        printf("%s %lld\n", who, ball);
        fflush(stdout);
        ball++;
        write(out, &ball, sizeof(ball));
    }
}

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long n = atol(argv[1]);
    long long start = atoll(argv[2]);
    int p[2], q[2];
    pipe(p);
    pipe(q);
    if (fork() == 0) {
        close(p[1]);
        close(q[0]);
        play("child", p[0], q[1], n, start);
        return 0;
    }
    close(p[0]);
    close(q[1]);
    play("parent", q[0], p[1], n, start);
    wait(NULL);
    return 0;
}
