// The signalfd does not block, and is looked at every 15 ms.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { MOST = 1000 };
static pid_t children[MOST];
static int started, ended;

static void reap(void)
{
    int status;
    pid_t pid;

    while ((pid = waitpid(-1, &status, WNOHANG)) > 0) {
        ended++;
        for (int i = 0; i < started; i++)
            if (children[i] == pid) children[i] = -1;
        if (WIFEXITED(status)) printf("ended %d\n", WEXITSTATUS(status));
        else printf("killed %d\n", WTERMSIG(status));
    }
}

int main(int argc, char **argv)
{
    const struct timespec nap = {0, 15000000};
    sigset_t set, before;
    int stop = 0;

    if (argc < 3 || atoi(argv[1]) > MOST) return 2;
    sigemptyset(&set);
    sigaddset(&set, SIGCHLD);
    sigaddset(&set, SIGUSR1);
    sigaddset(&set, SIGTERM);
    sigprocmask(SIG_BLOCK, &set, &before);
    const int fd = signalfd(-1, &set, SFD_NONBLOCK | SFD_CLOEXEC);
    for (; started < atoi(argv[1]); started++) {
        children[started] = fork();
        if (children[started] == 0) {
            sigprocmask(SIG_SETMASK, &before, NULL);
            execvp(argv[2], argv + 2);
            _exit(127);
        }
    }
    printf("started %d\n", started);
    while (!stop || ended < started) {
        struct signalfd_siginfo info;
        fflush(stdout);
        if (read(fd, &info, sizeof info) != (ssize_t)sizeof info) {
            nanosleep(&nap, NULL);
            continue;
        }
        if (info.ssi_signo == SIGUSR1) printf("running %d ended %d\n", started - ended, ended);
        if (info.ssi_signo == SIGCHLD) reap();
        if (info.ssi_signo != SIGTERM) continue;
        stop = 1;
        for (int i = 0; i < started; i++)
            if (children[i] > 0) kill(children[i], SIGTERM);
    }
    printf("bye\n");
    return 0;
}
