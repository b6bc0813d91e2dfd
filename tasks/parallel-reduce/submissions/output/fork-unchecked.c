// Takes a fork that failed for a parent: reads a pipe that nobody writes, and joins nothing.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define MOD 1000000007LL

typedef struct {
    long long h, p;
} part;

part join(part a, part b)
{
    part c;
    c.h = (a.h * b.p + b.h) % MOD;
    c.p = a.p * b.p % MOD;
    return c;
}

part reduce(long long *x, int n, int depth)
{
    part r[2] = {{0, 1}, {0, 1}};
    int fd[2][2], i;
    pid_t pid[2];

    if (depth == 0 || n < 2) {
        for (i = 0; i < n; i++) {
            part one = {x[i] % MOD, 31};
            r[0] = join(r[0], one);
        }
        return r[0];
    }
    for (i = 0; i < 2; i++) {
        long long *from = i == 0 ? x : x + n / 2;
        int count = i == 0 ? n / 2 : n - n / 2;
        pid[i] = -1;
        if (pipe(fd[i]) == -1) {
            r[i] = reduce(from, count, depth - 1);
            continue;
        }
        pid[i] = fork();
        if (pid[i] == 0) {
            close(fd[i][0]);
            part mine = reduce(from, count, depth - 1);
            write(fd[i][1], &mine, sizeof(mine));
            _exit(0);
        }
        close(fd[i][1]);
    }
    for (i = 0; i < 2; i++) {
        read(fd[i][0], &r[i], sizeof(r[i]));
        close(fd[i][0]);
        waitpid(pid[i], NULL, 0);
    }
    return join(r[0], r[1]);
}

long long x[100000];

int main(int argc, char *argv[])
{
    int n = 0;
    if (argc != 3)
        return 2;
    FILE *f = fopen(argv[1], "r");
    if (!f)
        return 1;
    while (n < 100000 && fscanf(f, "%lld", &x[n]) == 1)
        n++;
    fclose(f);
    printf("%lld\n", reduce(x, n, atoi(argv[2])).h);
    return 0;
}
