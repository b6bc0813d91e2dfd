// Takes the status from the signal and never waits for the child.
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

// Reads until the end of file, however often it takes. Returns the length.
static size_t read_all(int fd, char** text) {
  size_t used = 0, size = 4096;
  *text = malloc(size);
  ssize_t n;
  while ((n = read(fd, *text + used, size - used)) > 0) {
    used += (size_t)n;
    if (used == size) *text = realloc(*text, size *= 2);
  }
  return used;
}

static void print_with_bars(const char* text, size_t length) {
  for (size_t i = 0; i < length; ++i) {
    if (i == 0 || text[i - 1] == '\n') fputs("| ", stdout);
    putchar(text[i]);
  }
}

static volatile sig_atomic_t ended, status;

static void on_child(int signo, siginfo_t* info, void* context) {
  (void)signo;
  (void)context;
  status = info->si_code == CLD_EXITED ? info->si_status : 128 + info->si_status;
  ended = 1;
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int ends[2];
  if (pipe(ends) < 0) return 1;
  struct sigaction action = {.sa_sigaction = on_child, .sa_flags = SA_SIGINFO | SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
  sigset_t chld, before;
  sigemptyset(&chld);
  sigaddset(&chld, SIGCHLD);
  sigprocmask(SIG_BLOCK, &chld, &before);
  pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    sigprocmask(SIG_SETMASK, &before, NULL);
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    _exit(127);
  }
  close(ends[1]);
  char* text;
  size_t length = read_all(ends[0], &text);
  close(ends[0]);
  while (!ended) sigsuspend(&before);
  printf("status %d\n", (int)status);
  print_with_bars(text, length);
  free(text);
  return 0;
}
