// Makes all pipes first; the children close only the two ends they use, so every reader holds write ends itself.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int n = argc - 1;
  int fd[20][2];
  pid_t pids[20];
  for (int i = 0; i < n - 1; i++) pipe(fd[i]);
  for (int i = 0; i < n; i++) {
    pids[i] = fork();
    if (pids[i] == 0) {
      if (i > 0) {
        dup2(fd[i - 1][0], 0);
        close(fd[i - 1][0]);
      }
      if (i < n - 1) {
        dup2(fd[i][1], 1);
        close(fd[i][1]);
      }
      char *args[32];
      int k = 0;
      args[k] = strtok(argv[i + 1], " ");
      while (args[k] != NULL) args[++k] = strtok(NULL, " ");
      execvp(args[0], args);
      perror(args[0]);
      exit(127);
    }
  }
  for (int i = 0; i < n - 1; i++) {
    close(fd[i][0]);
    close(fd[i][1]);
  }
  int status = 0;
  for (int i = 0; i < n; i++) waitpid(pids[i], &status, 0);
  return WEXITSTATUS(status);
}
