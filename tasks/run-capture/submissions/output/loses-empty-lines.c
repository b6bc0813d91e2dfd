// Splits with strtok: an empty line is none.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// Reads until the end of file, however often it takes. Returns the length.
static size_t read_all(int fd, char** text) {
  size_t used = 0, size = 4096;
  *text = malloc(size);
  ssize_t n;
  while ((n = read(fd, *text + used, size - used - 1)) > 0) {
    used += (size_t)n;
    if (used == size - 1) *text = realloc(*text, size *= 2);
  }
  return used;
}

static void print_with_bars(char* text, size_t length) {
  text[length] = '\0';
  for (char* line = strtok(text, "\n"); line != NULL; line = strtok(NULL, "\n")) printf("| %s\n", line);
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int ends[2];
  if (pipe(ends) < 0) return 1;
  pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
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
  int status;
  if (waitpid(child, &status, 0) < 0) return 1;
  printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  print_with_bars(text, length);
  free(text);
  return 0;
}
