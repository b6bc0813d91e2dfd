// main.c — keeps N copies of a command; every signal is an event read from one descriptor.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static pid_t* children;  // 0: has been reaped
static int count, ended;

static void reap(pid_t pid, int status) {
  for (int i = 0; i < count; ++i)
    if (children[i] == pid) children[i] = 0;
  ++ended;
  if (WIFEXITED(status)) printf("ended %d\n", WEXITSTATUS(status));
  if (WIFSIGNALED(status)) printf("killed %d\n", WTERMSIG(status));
}

// SIGCHLD is no counter: one may stand for many children.
static void reap_all_that_ended(void) {
  int status;
  pid_t pid;
  while ((pid = waitpid(-1, &status, WNOHANG)) > 0) reap(pid, status);
}

static void end_all(void) {
  for (int i = 0; i < count; ++i)
    if (children[i] > 0) kill(children[i], SIGTERM);
  int status;
  pid_t pid;
  while ((pid = wait(&status)) > 0) reap(pid, status);
  printf("bye\n");
}

static pid_t start(char** command, const sigset_t* mask) {
  const pid_t pid = fork();
  if (pid != 0) return pid;
  // The mask survives exec: with SIGTERM blocked the child could not be told to end.
  sigprocmask(SIG_SETMASK, mask, NULL);
  execvp(command[0], command);
  perror(command[0]);
  _exit(127);
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  setvbuf(stdout, NULL, _IOLBF, 0);
  sigset_t ours, before;
  sigemptyset(&ours);
  sigaddset(&ours, SIGCHLD);
  sigaddset(&ours, SIGUSR1);
  sigaddset(&ours, SIGTERM);
  sigprocmask(SIG_BLOCK, &ours, &before);
  const int events = signalfd(-1, &ours, SFD_CLOEXEC);
  count = atoi(argv[1]);
  children = calloc((size_t)count, sizeof *children);
  if (events < 0 || children == NULL) {
    perror("start");
    return 1;
  }
  for (int i = 0; i < count; ++i) {
    children[i] = start(argv + 2, &before);
    if (children[i] > 0) continue;
    perror("fork");
    end_all();
    return 1;
  }
  printf("started %d\n", count);

  for (;;) {
    struct signalfd_siginfo event;
    if (read(events, &event, sizeof event) != sizeof event) {
      if (errno == EINTR) continue;
      perror("signalfd");
      return 1;
    }
    reap_all_that_ended();
    if (event.ssi_signo == SIGUSR1) printf("running %d ended %d\n", count - ended, ended);
    if (event.ssi_signo == SIGTERM) break;
  }
  end_all();
  free(children);
  return 0;
}
