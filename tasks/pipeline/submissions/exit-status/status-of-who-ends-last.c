// Exits with the status of the child that ends last in time, which need not be the last command.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void run(char* command) {
  char* words[64];
  int n = 0;
  for (char* w = strtok(command, " "); w != NULL && n < 63; w = strtok(NULL, " ")) words[n++] = w;
  words[n] = NULL;
  execvp(words[0], words);
  perror(words[0]);
  _exit(127);
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int input = 0;
  for (int i = 1; i < argc; ++i) {
    int ends[2] = {-1, -1};
    if (i + 1 < argc && pipe(ends) < 0) return 1;
    pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      if (input != 0) {
        dup2(input, 0);
        close(input);
      }
      if (ends[1] >= 0) {
        dup2(ends[1], 1);
        close(ends[1]);
        close(ends[0]);
      }
      run(argv[i]);
    }
    if (input != 0) close(input);
    if (ends[1] >= 0) close(ends[1]);
    input = ends[0];
  }
  int status = 0;
  for (int i = 1; i < argc; ++i) wait(&status);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
