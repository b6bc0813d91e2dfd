// Reads several signals at once, and reaps with waitid().
#define _GNU_SOURCE
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
  if (argc < 3) return 2;
  int n = atoi(argv[1]), ended = 0, leaving = 0;
  sigset_t s, old;
  sigemptyset(&s);
  sigaddset(&s, SIGCHLD);
  sigaddset(&s, SIGUSR1);
  sigaddset(&s, SIGTERM);
  sigprocmask(SIG_BLOCK, &s, &old);
  int fd = signalfd(-1, &s, SFD_CLOEXEC);
  pid_t *p = calloc(n, sizeof *p);
  setlinebuf(stdout);
  for (int i = 0; i < n; i++) {
    p[i] = fork();
    if (p[i] == 0) {
      sigprocmask(SIG_SETMASK, &old, NULL);
      execvp(argv[2], argv + 2);
      _exit(127);
    }
  }
  printf("started %d\n", n);
  while (!(leaving && ended == n)) {
    struct signalfd_siginfo info[4];
    ssize_t got = read(fd, info, sizeof info);
    for (ssize_t i = 0; i < got / (ssize_t)sizeof *info; i++) {
      if (info[i].ssi_signo == SIGUSR1) printf("running %d ended %d\n", n - ended, ended);
      if (info[i].ssi_signo == SIGTERM) {
        leaving = 1;
        for (int j = 0; j < n; j++)
          if (p[j]) kill(p[j], SIGTERM);
      }
      if (info[i].ssi_signo != SIGCHLD) continue;
      siginfo_t w = {0};
      while (waitid(P_ALL, 0, &w, WEXITED | WNOHANG) == 0 && w.si_pid) {
        for (int j = 0; j < n; j++)
          if (p[j] == w.si_pid) p[j] = 0;
        ended++;
        if (w.si_code == CLD_EXITED) printf("ended %d\n", w.si_status);
        else printf("killed %d\n", w.si_status);
        w.si_pid = 0;
      }
    }
  }
  puts("bye");
  free(p);
  return 0;
}
