// The handlers count; stdin does not block, and is looked at every 20 ms.
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static volatile sig_atomic_t first, second, ended;

static void count(int signo)
{
    if (signo == SIGUSR1) first++;
    else if (signo == SIGUSR2) second++;
    else ended = 1;
}

static void carry_out(const char *command, const sigset_t *counted)
{
    if (strcmp(command, "count") == 0) printf("usr1 %d usr2 %d\n", (int)first, (int)second);
    if (strcmp(command, "hold") == 0) {
        sigprocmask(SIG_BLOCK, counted, NULL);
        puts("held");
    }
    if (strcmp(command, "release") == 0) {
        puts("released");
        sigprocmask(SIG_UNBLOCK, counted, NULL);
    }
}

int main(void)
{
    const struct timespec nap = {0, 20000000};
    struct sigaction action = {.sa_handler = count};
    char line[64];
    size_t length = 0;

    sigemptyset(&action.sa_mask);
    sigaddset(&action.sa_mask, SIGUSR1);
    sigaddset(&action.sa_mask, SIGUSR2);
    sigaddset(&action.sa_mask, SIGTERM);
    sigaction(SIGUSR1, &action, NULL);
    sigaction(SIGUSR2, &action, NULL);
    sigaction(SIGTERM, &action, NULL);
    setvbuf(stdout, NULL, _IOLBF, 0);
    fcntl(0, F_SETFL, O_NONBLOCK);
    puts("ready");
    while (!ended) {
        const ssize_t bytes = read(0, line + length, 1);
        if (bytes == 0) break;
        if (bytes < 0) {
            nanosleep(&nap, NULL);
        } else if (line[length] == '\n' || length + 1 == sizeof line) {
            line[length] = 0;
            length = 0;
            carry_out(line, &action.sa_mask);
        } else {
            length++;
        }
    }
    printf("usr1 %d usr2 %d\nbye\n", (int)first, (int)second);
    return 0;
}
