// Does all with signal handlers and ppoll: there is no signalfd.
#define _GNU_SOURCE
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <unistd.h>

#define MAX 100

pid_t pids[MAX];
int n, ended;
volatile sig_atomic_t chld, usr1, term;

void handler(int s)
{
    if (s == SIGCHLD)
        chld = 1;
    if (s == SIGUSR1)
        usr1 = 1;
    if (s == SIGTERM)
        term = 1;
}

void finished(pid_t pid, int st)
{
    for (int i = 0; i < n; i++)
        if (pids[i] == pid)
            pids[i] = -1;
    ended++;
    if (WIFEXITED(st))
        printf("ended %d\n", WEXITSTATUS(st));
    else
        printf("killed %d\n", WTERMSIG(st));
    fflush(stdout);
}

int main(int argc, char *argv[])
{
    sigset_t mask, open;
    int st;
    pid_t pid;

    if (argc < 3 || atoi(argv[1]) > MAX)
        return 2;
    n = atoi(argv[1]);
    sigemptyset(&mask);
    sigaddset(&mask, SIGCHLD);
    sigaddset(&mask, SIGTERM);
    sigaddset(&mask, SIGUSR1);
    sigprocmask(SIG_BLOCK, &mask, NULL);
    sigemptyset(&open);
    signal(SIGCHLD, handler);
    signal(SIGUSR1, handler);
    signal(SIGTERM, handler);
    for (int i = 0; i < n; i++) {
        pids[i] = fork();
        if (pids[i] == -1) {
            perror("fork");
            while (i-- > 0) {
                kill(pids[i], SIGTERM);
                waitpid(pids[i], NULL, 0);
            }
            return 1;
        }
        if (pids[i] == 0) {
            signal(SIGCHLD, SIG_DFL);
            signal(SIGUSR1, SIG_DFL);
            signal(SIGTERM, SIG_DFL);
            sigprocmask(SIG_UNBLOCK, &mask, NULL);
            execvp(argv[2], &argv[2]);
            perror(argv[2]);
            _exit(127);
        }
    }
    printf("started %d\n", n);
    fflush(stdout);
    for (int stop = 0; !stop;) {
        ppoll(NULL, 0, NULL, &open);
        if (chld) {
            chld = 0;
            while ((pid = waitpid(-1, &st, WNOHANG)) > 0)
                finished(pid, st);
        }
        if (usr1) {
            usr1 = 0;
            printf("running %d ended %d\n", n - ended, ended);
            fflush(stdout);
        }
        stop = term;
    }
    for (int i = 0; i < n; i++)
        if (pids[i] != -1)
            kill(pids[i], SIGTERM);
    while ((pid = wait(&st)) > 0)
        finished(pid, st);
    printf("bye\n");
    return 0;
}
