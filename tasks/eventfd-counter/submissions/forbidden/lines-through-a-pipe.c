// Sends the lines through a pipe.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char line[64];
    int fd[2];
    if (argc != 3)
        return 2;
    int consumers = atoi(argv[2]);
    pipe(fd);
    for (int i = 0; i < consumers; i++) {
        if (fork() == 0) {
            close(fd[1]);
            while (read(fd[0], line, sizeof(line)) > 0)
                write(1, line, strlen(line));
            exit(0);
        }
    }
    while (memset(line, 0, sizeof(line)), fgets(line, sizeof(line), stdin))
        write(fd[1], line, sizeof(line));
    close(fd[1]);
    while (wait(NULL) > 0)
        ;
    return 0;
}
