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
    int n = 0;
    FILE *f;

    if (argc != 2)
        return 2;
    sigemptyset(&set);
    sigaddset(&set, SIGRTMIN);
    sigprocmask(SIG_BLOCK, &set, NULL);
    f = fopen(argv[1], "w");
    if (f == NULL) {
        perror("fopen");
        return 1;
    }
    fprintf(f, "%d\n", getpid());
    fclose(f);
    do {
        while (sigwaitinfo(&set, &info) == -1)
            if (errno != EINTR)
                return 1;
        v.sival_int = info.si_value.sival_int * 2;
        if (sigqueue(info.si_pid, SIGRTMIN, v) == 0)
            n++;
    } while (v.sival_int != 0);
    printf("answered %d\n", n);
    unlink(argv[1]);
    return 0;
}
