// A SIGTERM that comes between the test of the flag and the read sets the flag and wakes nobody.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t count1, count2, stop;

static void handler(int s)
{
    if (s == SIGUSR1)
        count1++;
    else if (s == SIGUSR2)
        count2++;
    else
        stop = 1;
}

static void say(const char *s)
{
    printf("%s\n", s);
    fflush(stdout);
}

static void counts(void)
{
    printf("usr1 %d usr2 %d\n", (int)count1, (int)count2);
    fflush(stdout);
}

int main(void)
{
    char buf[100];
    int len = 0;
    ssize_t n;
    sigset_t set;
    struct sigaction sa;

    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = handler; /* no SA_RESTART: read shall return */
    sigaction(SIGUSR1, &sa, NULL);
    sigaction(SIGUSR2, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    sigemptyset(&set);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGUSR2);
    sigaddset(&set, SIGTERM);
    say("ready");
    while (!stop) {
        n = read(0, &buf[len], 1);
        if (n == -1 && errno == EINTR)
            continue;
        if (n <= 0)
            break;
        if (buf[len] != '\n') {
            if (len < 98)
                len++;
            continue;
        }
        buf[len] = '\0';
        len = 0;
        if (strcmp(buf, "hold") == 0) {
            sigprocmask(SIG_BLOCK, &set, NULL);
            say("held");
        } else if (strcmp(buf, "release") == 0) {
            say("released");
            sigprocmask(SIG_UNBLOCK, &set, NULL);
        } else if (strcmp(buf, "count") == 0) {
            counts();
        }
    }
    counts();
    say("bye");
    return 0;
}
