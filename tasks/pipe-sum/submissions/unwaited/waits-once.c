// One wait() for all the children.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    long a = atol(argv[1]), b = atol(argv[2]), k = atol(argv[3]);
    if (k < 1 || k > 30)
        return 2;
    int in[30];
    for (int i = 0; i < k; i++) {
        int p[2];
        pipe(p);
        pid_t pid = fork();
        if (pid == 0) {
            long long sum = 0;
            for (long x = a + i; x <= b; x += k)
                sum += (long long)x * x;
            write(p[1], &sum, sizeof(sum));
            return 0;
        }
        close(p[1]);
        in[i] = p[0];
    }
    long long total = 0;
    for (int i = 0; i < k; i++) {
        long long sum;
        read(in[i], &sum, sizeof(sum));
        printf("child %d %lld\n", i + 1, sum);
        total += sum;
    }
    wait(NULL);
    printf("total %lld\n", total);
    return 0;
}
