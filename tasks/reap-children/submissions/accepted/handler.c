// Reaps in a SIGCHLD handler that takes every child there is; the main loop sleeps in sigsuspend.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t running;
static volatile long sum;

static void reap(int signo) {
  (void)signo;
  int saved = errno;
  int status;
  while (waitpid(-1, &status, WNOHANG) > 0) {
    sum += WEXITSTATUS(status);
    running--;
  }
  errno = saved;
}

int main(int argc, char *argv[]) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s N M COMMAND...\n", argv[0]);
    return 2;
  }
  int n = atoi(argv[1]), m = atoi(argv[2]);
  sigset_t child, before;
  sigemptyset(&child);
  sigaddset(&child, SIGCHLD);
  sigprocmask(SIG_BLOCK, &child, &before);
  struct sigaction action = {.sa_handler = reap, .sa_flags = SA_RESTART | SA_NOCLDSTOP};
  sigaction(SIGCHLD, &action, NULL);

  char number[20];
  char **command = calloc(argc - 1, sizeof *command);
  for (int i = 3; i < argc; i++) command[i - 3] = argv[i];
  command[argc - 3] = number;

  for (int job = 1; job <= n; job++) {
    while (running == m) sigsuspend(&before);
    sprintf(number, "%d", job);
    running++;
    if (fork() == 0) {
      sigprocmask(SIG_SETMASK, &before, NULL);
      signal(SIGCHLD, SIG_DFL);
      execvp(command[0], command);
      _exit(127);
    }
  }
  while (running > 0) sigsuspend(&before);
  free(command);
  printf("jobs %d sum %ld\n", n, sum);
  return 0;
}
