// poll() waits for bytes that fgets() has taken long ago: the second of two lines stays in stdio's buffer.
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t count1 = 0, count2 = 0;
static int wake[2];

static void usr1(int s)
{
    (void)s;
    count1++;
}

static void usr2(int s)
{
    (void)s;
    count2++;
}

static void term(int s)
{
    int e = errno;
    (void)s;
    write(wake[1], "t", 1);
    errno = e;
}

static void set(int sig, void (*handler)(int))
{
    struct sigaction sa;
    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = handler;
    sigemptyset(&sa.sa_mask);
    sa.sa_flags = SA_RESTART;
    sigaction(sig, &sa, NULL);
}

static void say(const char *s)
{
    printf("%s\n", s);
    fflush(stdout);
}

int main(void)
{
    char buf[100];
    sigset_t set3;

    pipe(wake);
    set(SIGUSR1, usr1);
    set(SIGUSR2, usr2);
    set(SIGTERM, term);
    sigemptyset(&set3);
    sigaddset(&set3, SIGUSR1);
    sigaddset(&set3, SIGUSR2);
    sigaddset(&set3, SIGTERM);
    say("ready");
    for (;;) {
        struct pollfd p[2] = {{0, POLLIN, 0}, {wake[0], POLLIN, 0}};
        if (poll(p, 2, -1) == -1) {
            if (errno == EINTR)
                continue;
            return 1;
        }
        if (p[1].revents)
            break;
        if (fgets(buf, sizeof(buf), stdin) == NULL)
            break;
        buf[strcspn(buf, "\n")] = '\0';
        if (strcmp(buf, "hold") == 0) {
            sigprocmask(SIG_BLOCK, &set3, NULL);
            say("held");
        } else if (strcmp(buf, "release") == 0) {
            say("released");
            sigprocmask(SIG_UNBLOCK, &set3, NULL);
        } else if (strcmp(buf, "count") == 0) {
            printf("usr1 %d usr2 %d\n", (int)count1, (int)count2);
            fflush(stdout);
        }
    }
    printf("usr1 %d usr2 %d\n", (int)count1, (int)count2);
    say("bye");
    return 0;
}
