// Reads the shared pipe to its end, but has never closed its own write end.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

struct msg {
    int n;
    long long sum;
};

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    long a = atol(argv[1]), b = atol(argv[2]), k = atol(argv[3]);
    if (k < 1 || k > 30)
        return 2;
    int fd[2];
    pipe(fd);
    for (int i = 0; i < k; i++) {
        if (fork() == 0) {
            struct msg m = {i, 0};
            for (long x = a + i; x <= b; x += k)
                m.sum += (long long)x * x;
            write(fd[1], &m, sizeof(m));
            exit(0);
        }
    }
    long long sums[30], total = 0;
    struct msg m;
    while (read(fd[0], &m, sizeof(m)) > 0)
        sums[m.n] = m.sum;
    for (int i = 0; i < k; i++) {
        wait(NULL);
        printf("child %d %lld\n", i + 1, sums[i]);
        total += sums[i];
    }
    printf("total %lld\n", total);
    return 0;
}
