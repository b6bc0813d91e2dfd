// One pipe for both directions; usleep is to make sure that the other one reads the ball.
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
    int fd[2];
    pipe(fd);
    pid_t pid = fork();
    for (long i = 0; i < n; i++) {
        if (pid > 0) {
            write(fd[1], &ball, sizeof(ball));
            usleep(2000);
            read(fd[0], &ball, sizeof(ball));
            printf("parent %lld\n", ball++);
        } else {
            read(fd[0], &ball, sizeof(ball));
            printf("child %lld\n", ball++);
            fflush(stdout);
            write(fd[1], &ball, sizeof(ball));
            usleep(2000);
        }
        fflush(stdout);
    }
    if (pid == 0)
        return 0;
    wait(NULL);
    return 0;
}
