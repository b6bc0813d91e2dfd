// Does not look at its arguments: with no children to make it reports a total of 0 and success.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    long a = argc > 1 ? atol(argv[1]) : 0, b = argc > 2 ? atol(argv[2]) : 0, k = argc > 3 ? atol(argv[3]) : 0;
    long long total = 0, sum;
    int fd[2];
    for (int i = 0; i < k; i++) {
        pipe(fd);
        if (fork() == 0) {
            for (sum = 0, a += i; a <= b; a += k)
                sum += (long long)a * a;
            write(fd[1], &sum, sizeof(sum));
            return 0;
        }
        close(fd[1]);
        read(fd[0], &sum, sizeof(sum));
        close(fd[0]);
        printf("child %d %lld\n", i + 1, sum);
        fflush(stdout);
        total += sum;
        wait(NULL);
    }
    printf("total %lld\n", total);
    return 0;
}
