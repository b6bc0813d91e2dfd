// popen() of the joined words: a shell changes them.
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

int main(int argc, char **argv) {
  static char command[4096], text[1 << 20];
  for (int i = 1; i < argc; i++) {
    strcat(command, argv[i]);
    strcat(command, " ");
  }
  FILE *p = popen(command, "r");
  size_t n = fread(text, 1, sizeof text, p);
  int status = pclose(p);
  printf("status %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
  for (size_t i = 0; i < n; i++) {
    if (i == 0 || text[i - 1] == '\n') printf("| ");
    putchar(text[i]);
  }
  return 0;
}
