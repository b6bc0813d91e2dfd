// The output goes into a temporary file and is read afterwards: no pipe.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) return 2;
  FILE *kept = tmpfile();
  if (kept == NULL) return 1;
  pid_t child = fork();
  if (child == 0) {
    dup2(fileno(kept), 1);
    execvp(argv[1], argv + 1);
    perror(argv[1]);
    _exit(127);
  }
  int status;
  waitpid(child, &status, 0);
  printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  rewind(kept);
  int line_begins = 1;
  for (int c; (c = getc(kept)) != EOF; line_begins = c == '\n') {
    if (line_begins) printf("| ");
    putchar(c);
  }
  return 0;
}
