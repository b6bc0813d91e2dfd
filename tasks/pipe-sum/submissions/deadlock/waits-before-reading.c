// Every square goes through the pipe, and the parent waits for the children before it reads: the pipe fills up.
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
    int fds[30][2];
    for (int i = 0; i < k; i++) {
        pipe(fds[i]);
        if (fork() == 0) {
            close(fds[i][0]);
            for (long x = a + i; x <= b; x += k) {
                long long square = (long long)x * x;
                write(fds[i][1], &square, sizeof(square));
            }
            exit(0);
        }
        close(fds[i][1]);
    }
    while (wait(NULL) > 0)
        ;
    long long total = 0;
    for (int i = 0; i < k; i++) {
        long long sum = 0, square;
        while (read(fds[i][0], &square, sizeof(square)) == sizeof(square))
            sum += square;
        printf("child %d %lld\n", i + 1, sum);
        total += sum;
    }
    printf("total %lld\n", total);
    return 0;
}
