// Prints the sums in the order in which they arrive.
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
    int fd[2];
    pipe(fd);
    for (long i = 0; i < k; i++) {
        if (fork() == 0) {
            long long sum = 0;
            for (long x = a + i; x <= b; x += k)
                sum += (long long)x * x;
            write(fd[1], &sum, sizeof(sum));
            exit(0);
        }
    }
    close(fd[1]);
    long long sum, total = 0;
    for (long i = 1; read(fd[0], &sum, sizeof(sum)) > 0; i++) {
        printf("child %ld %lld\n", i, sum);
        total += sum;
    }
    while (wait(NULL) > 0)
        ;
    printf("total %lld\n", total);
    return 0;
}
