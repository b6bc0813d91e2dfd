// Starts the last command first: each pipe is made when its reader is known.
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void split_and_run(char *text) {
  char *args[128];
  int n = 0;
  char *rest = NULL;
  for (char *word = strtok_r(text, " ", &rest); word && n < 127; word = strtok_r(NULL, " ", &rest)) args[n++] = word;
  args[n] = NULL;
  execvp(args[0], args);
  fprintf(stderr, "%s: cannot run\n", args[0]);
  _exit(127);
}

int main(int argc, char *argv[]) {
  int out = 1;
  pid_t last = 0;
  for (int i = argc - 1; i >= 1; i--) {
    int p[2] = {0, -1};
    if (i > 1 && pipe(p) == -1) {
      perror("pipe");
      return 1;
    }
    pid_t pid = fork();
    if (pid == -1) {
      perror("fork");
      return 1;
    }
    if (pid == 0) {
      if (p[1] != -1) close(p[1]);
      if (p[0] != 0) {
        dup2(p[0], 0);
        close(p[0]);
      }
      if (out != 1) {
        dup2(out, 1);
        close(out);
      }
      split_and_run(argv[i]);
    }
    if (i == argc - 1) last = pid;
    if (p[0] != 0) close(p[0]);
    if (out != 1) close(out);
    out = p[1];
  }
  int status = 0;
  waitpid(last, &status, 0);
  while (wait(NULL) > 0)
    ;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
