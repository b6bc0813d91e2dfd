// A pipe for each child; the parent reads them one after the other.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[])
{
    int64_t total = 0;
    int fds[30];
    int i;

    if (argc != 4)
        return 2;
    int64_t a = atoll(argv[1]), b = atoll(argv[2]);
    int k = atoi(argv[3]);
    if (k <= 0 || k > 30)
        return 2;

    for (i = 0; i < k; i++) {
        int p[2];
        if (pipe(p) == -1) {
            perror("pipe");
            exit(1);
        }
        if (fork() == 0) {
            int64_t s = 0, x;
            close(p[0]);
            for (x = a + i; x <= b; x += k)
                s += x * x;
            write(p[1], &s, sizeof(s));
            exit(0);
        }
        close(p[1]);
        fds[i] = p[0];
    }
    for (i = 0; i < k; i++) {
        int64_t s;
        read(fds[i], &s, sizeof(s));
        close(fds[i]);
        printf("child %d %lld\n", i + 1, (long long)s);
        total += s;
    }
    printf("total %lld\n", (long long)total);
    for (i = 0; i < k; i++)
        wait(NULL);
    return 0;
}
