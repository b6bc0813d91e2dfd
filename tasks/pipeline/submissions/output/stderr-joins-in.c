// Sends the error messages of the commands the way of their output.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// In the child: becomes one command of the pipeline.
static void run(char* command) {
  char** words = calloc(strlen(command) + 1, sizeof *words);
  int n = 0;
  for (char* w = strtok(command, " "); w != NULL; w = strtok(NULL, " ")) words[n++] = w;
  dup2(STDOUT_FILENO, STDERR_FILENO);
  if (n > 0) execvp(words[0], words);
  perror(command);
  _exit(127);
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int input = STDIN_FILENO;
  pid_t last = -1;
  for (int i = 1; i < argc; ++i) {
    int ends[2] = {-1, -1};
    if (i + 1 < argc && pipe(ends) < 0) return 1;
    last = fork();
    if (last < 0) return 1;
    if (last == 0) {
      if (input != STDIN_FILENO) {
        dup2(input, STDIN_FILENO);
        close(input);
      }
      if (ends[1] >= 0) {
        dup2(ends[1], STDOUT_FILENO);
        close(ends[1]);
        close(ends[0]);
      }
      run(argv[i]);
    }
    // The children have their copies: an end kept here would hide the end of the data from its reader.
    if (input != STDIN_FILENO) close(input);
    if (ends[1] >= 0) close(ends[1]);
    input = ends[0];
  }
  int status = 0, one;
  for (pid_t pid; (pid = wait(&one)) > 0;)
    if (pid == last) status = one;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
