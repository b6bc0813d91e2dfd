// The children return their sums as exit statuses, of which only 8 bits arrive.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    int a = atoi(argv[1]), b = atoi(argv[2]), k = atoi(argv[3]);
    if (k < 1 || k > 30)
        return 2;
    pid_t pids[30];
    for (int i = 0; i < k; i++) {
        pids[i] = fork();
        if (pids[i] == 0) {
            int sum = 0;
            for (int x = a + i; x <= b; x += k)
                sum += x * x;
            exit(sum);
        }
    }
    int total = 0;
    for (int i = 0; i < k; i++) {
        int status;
        waitpid(pids[i], &status, 0);
        printf("child %d %d\n", i + 1, WEXITSTATUS(status));
        total += WEXITSTATUS(status);
    }
    printf("total %d\n", total);
    return 0;
}
