// Learns the statuses from a pipe; waits for a child when it needs its place, but never for the last ones.
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

int main(int argc, char** argv) {
  if (argc < 4) return 2;
  int jobs = atoi(argv[1]), most = atoi(argv[2]);
  long sum = 0;
  int ends[2];
  if (pipe(ends) < 0) return 1;
  int running = 0, next = 1;
  while (next <= jobs || running > 0) {
    if (next <= jobs && running < most) {
      if (fork() == 0) {
        start(argv + 3, argc - 3, next);
        int status;
        wait(&status);
        char code = WEXITSTATUS(status);
        return write(ends[1], &code, 1) != 1;
      }
      ++next;
      ++running;
      continue;
    }
    char code;
    if (read(ends[0], &code, 1) != 1) return 1;
    sum += code;
    --running;
    if (next <= jobs) wait(NULL);
  }
  printf("jobs %d sum %ld\n", jobs, sum);
  return 0;
}
