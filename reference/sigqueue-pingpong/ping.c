// ping.c — sends all numbers at once with real-time signals, then collects the answers.
#define _GNU_SOURCE
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

static pid_t read_pid(const char* path) {
  int pid = 0;
  FILE* file = fopen(path, "r");
  if (file == NULL) return 0;
  if (fscanf(file, "%d", &pid) != 1) pid = 0;
  fclose(file);
  return pid;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  sigset_t balls;
  sigemptyset(&balls);
  sigaddset(&balls, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &balls, NULL);
  const pid_t pong = read_pid(argv[1]);
  if (pong <= 0) {
    fprintf(stderr, "%s: no process number\n", argv[1]);
    return 1;
  }
  for (int i = 2; i < argc; ++i)
    if (sigqueue(pong, SIGRTMIN, (union sigval){.sival_int = atoi(argv[i])}) < 0) {
      perror("sigqueue");
      return 1;
    }
  // Real-time signals of one kind keep their order: the first answer belongs to the first number.
  for (int i = 2; i < argc;) {
    siginfo_t ball;
    if (sigwaitinfo(&balls, &ball) >= 0) printf("%s %d\n", argv[i++], ball.si_value.sival_int);
    else if (errno != EINTR) return 1;
  }
  return 0;
}
