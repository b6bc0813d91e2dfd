// hold blocks nothing: the handler counts aside what comes meanwhile, all of it, and release adds it.
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t count1, count2, end;
static volatile sig_atomic_t held, later1, later2, later_end;

static void on_signal(int s)
{
    if (s == SIGUSR1) {
        if (held) later1++;
        else count1++;
    } else if (s == SIGUSR2) {
        if (held) later2++;
        else count2++;
    } else {
        if (held) later_end = 1;
        else end = 1;
    }
}

static void print_counts(void)
{
    printf("usr1 %d usr2 %d\n", (int)count1, (int)count2);
    fflush(stdout);
}

int main(void)
{
    struct sigaction sa;
    char buf[100];
    int len = 0;

    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = on_signal;
    sigaction(SIGUSR1, &sa, NULL);
    sigaction(SIGUSR2, &sa, NULL);
    sigaction(SIGTERM, &sa, NULL);
    printf("ready\n");
    fflush(stdout);
    while (!end) {
        ssize_t n = read(0, &buf[len], 1);
        if (n == -1)
            continue; /* a signal */
        if (n == 0)
            break;
        if (buf[len] != '\n') {
            if (len < 98)
                len++;
            continue;
        }
        buf[len] = '\0';
        len = 0;
        if (strcmp(buf, "hold") == 0) {
            held = 1;
            printf("held\n");
        } else if (strcmp(buf, "release") == 0) {
            printf("released\n");
            held = 0;
            count1 += later1;
            count2 += later2;
            later1 = later2 = 0;
            end = later_end;
        } else if (strcmp(buf, "count") == 0) {
            print_counts();
        }
        fflush(stdout);
    }
    print_counts();
    printf("bye\n");
    return 0;
}
