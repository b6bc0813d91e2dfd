// ping sends a number and waits for its answer before it sends the next.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    sigset_t set;
    siginfo_t info;
    union sigval v;
    int i, pid;
    FILE *f;

    if (argc < 3)
        return 2;
    f = fopen(argv[1], "r");
    if (f == NULL || fscanf(f, "%d", &pid) != 1) {
        fprintf(stderr, "no pong\n");
        return 1;
    }
    fclose(f);
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    for (i = 2; i < argc; i++) {
        v.sival_int = atoi(argv[i]);
        if (sigqueue(pid, SIGRTMIN, v) == -1) {
            perror("sigqueue");
            return 1;
        }
        while (sigwaitinfo(&set, &info) == -1)
            if (errno != EINTR)
                return 1;
        printf("%s %d\n", argv[i], info.si_value.sival_int);
    }
    return 0;
}
