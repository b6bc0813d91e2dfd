// Collects the lines with stdio, in an unnamed temporary file, and copies them when the status is known.
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
  int fd[2];
  if (argc < 2 || pipe(fd) == -1) return 1;
  pid_t pid = fork();
  if (pid == 0) {
    close(fd[0]);
    if (fd[1] != 1) {
      dup2(fd[1], 1);
      close(fd[1]);
    }
    execvp(argv[1], &argv[1]);
    _exit(127);
  }
  close(fd[1]);
  FILE *in = fdopen(fd[0], "r"), *kept = tmpfile();
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, in) != -1) fprintf(kept, "| %s", line);
  fclose(in);
  int status;
  waitpid(pid, &status, 0);
  printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : WTERMSIG(status) + 128);
  rewind(kept);
  for (int c; (c = getc(kept)) != EOF;) putchar(c);
  fclose(kept);
  free(line);
  return 0;
}
