// The handler waits for one child only; ends that come together leave one pending SIGCHLD.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(char** command, int words, int job) {
  pid_t pid = fork();
  if (pid < 0) {
    perror("fork");
    exit(1);
  }
  if (pid > 0) return;
  char number[16];
  snprintf(number, sizeof number, "%d", job);
  char** argv = calloc(words + 2, sizeof *argv);
  memcpy(argv, command, words * sizeof *argv);
  argv[words] = number;
  execvp(argv[0], argv);
  perror(argv[0]);
  _exit(127);
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
  if (argc < 4) return 2;
  int jobs = atoi(argv[1]), most = atoi(argv[2]);
  sigset_t child, old;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &old);
  signal(SIGCHLD, on_child);
  int next = 1;
  while (ended < jobs) {
    while (next <= jobs && next - 1 - ended < most) start(argv + 3, argc - 3, next++);
    sigsuspend(&old);
  }
  printf("jobs %d sum %ld\n", jobs, total);
  return 0;
}
