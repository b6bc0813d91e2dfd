// main.c — runs a command in a process group of its own, for a limited time.
#define _GNU_SOURCE
#include <errno.h>
#include <math.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { kTimeUp = 124, kOwnFault = 125, kCannotRun = 126, kNotFound = 127 };

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

// SIGCHLD is blocked: a child that ends before we wait for the signal is not missed.
static int ended_within(pid_t child, double seconds, int* status) {
  sigset_t chld;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  const double end = now() + seconds;
  for (;;) {
    if (waitpid(child, status, WNOHANG) == child) return 1;
    const double left = end - now();
    if (left <= 0) return 0;
    const struct timespec wait = {(time_t)left, (long)(fmod(left, 1.0) * 1e9)};
    sigtimedwait(&chld, NULL, &wait);
  }
}

static void run(char** command, const sigset_t* mask) {
  setpgid(0, 0);
  sigprocmask(SIG_SETMASK, mask, NULL);
  execvp(command[0], command);
  const int status = errno == ENOENT ? kNotFound : kCannotRun;
  perror(command[0]);
  _exit(status);
}

static int status_of(int status) { return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status); }

int main(int argc, char** argv) {
  if (argc < 3) return kOwnFault;
  char* rest;
  const double seconds = strtod(argv[1], &rest);
  if (rest == argv[1] || *rest != '\0' || !(seconds >= 0)) {
    fprintf(stderr, "%s: not a time\n", argv[1]);
    return kOwnFault;
  }
  sigset_t chld, before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);
  const pid_t child = fork();
  if (child < 0) {
    perror("fork");
    return kOwnFault;
  }
  if (child == 0) run(argv + 2, &before);
  setpgid(child, child);  // here as well: the child may not have come that far when the time is up

  int status;
  if (ended_within(child, seconds, &status)) return status_of(status);
  kill(-child, SIGTERM);
  if (!ended_within(child, 0.5, &status)) {
    kill(-child, SIGKILL);
    waitpid(child, &status, 0);
  }
  return kTimeUp;
}
