// The handler keeps one number: of several that come at once only the last is answered.
#include <errno.h>
#include <signal.h>
#include <string.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static volatile sig_atomic_t value, from, fresh;

static void handler(int s, siginfo_t *si, void *c)
{
    (void)s;
    (void)c;
    value = si->si_value.sival_int;
    from = si->si_pid;
    fresh = 1;
}

int main(int argc, char **argv)
{
    struct sigaction sa;
    union sigval v;
    int n = 0;
    FILE *f;

    if (argc != 2)
        return 2;
    memset(&sa, 0, sizeof(sa));
    sa.sa_sigaction = handler;
    sa.sa_flags = SA_SIGINFO;
    sigaction(SIGRTMIN, &sa, NULL);
    f = fopen(argv[1], "w");
    if (f == NULL) {
        perror("fopen");
        return 1;
    }
    fprintf(f, "%d\n", getpid());
    fclose(f);
    do {
        while (!fresh)
            pause();
        fresh = 0;
        v.sival_int = value * 2;
        if (sigqueue(from, SIGRTMIN, v) == 0)
            n++;
    } while (v.sival_int != 0);
    printf("answered %d\n", n);
    unlink(argv[1]);
    return 0;
}
