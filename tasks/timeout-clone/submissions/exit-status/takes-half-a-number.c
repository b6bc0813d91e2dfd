// atof() stops where the number ends: 2x is taken for 2.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t pid;
static volatile sig_atomic_t rings;

static void set_timer(double sec)
{
    struct itimerval t;
    memset(&t, 0, sizeof(t));
    t.it_value.tv_sec = (long)sec;
    t.it_value.tv_usec = (long)((sec - (long)sec) * 1000000);
    if (t.it_value.tv_sec == 0 && t.it_value.tv_usec == 0)
        t.it_value.tv_usec = 1;
    setitimer(ITIMER_REAL, &t, NULL);
}

static void ring(int s)
{
    int e = errno;
    (void)s;
    rings++;
    if (rings == 1) {
        kill(-pid, SIGTERM);
        set_timer(0.5);
    } else {
        kill(-pid, SIGKILL);
    }
    errno = e;
}

int main(int argc, char **argv)
{
    double sec;
    int status;
    struct sigaction sa;

    if (argc < 3) {
        fprintf(stderr, "usage: main SECONDS CMD ARG...\n");
        return 125;
    }
    sec = atof(argv[1]);
    if (sec <= 0) {
        fprintf(stderr, "bad time %s\n", argv[1]);
        return 125;
    }
    pid = fork();
    if (pid == -1) {
        perror("fork");
        return 125;
    }
    if (pid == 0) {
        setpgid(0, 0);
        execvp(argv[2], argv + 2);
        status = errno == ENOENT ? 127 : 126;
        perror(argv[2]);
        _exit(status);
    }
    setpgid(pid, pid);
    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = ring;
    sigaction(SIGALRM, &sa, NULL);
    set_timer(sec);
    while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
        ;
    if (rings > 0)
        return 124;
    if (WIFSIGNALED(status))
        return 128 + WTERMSIG(status);
    return WEXITSTATUS(status);
}
