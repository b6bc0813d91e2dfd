// Lets a shell do the work.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

int main(int argc, char *argv[]) {
  char line[4096] = "";
  for (int i = 1; i < argc; i++) {
    if (i > 1) strcat(line, " | ");
    strcat(line, argv[i]);
  }
  int status = system(line);
  return WEXITSTATUS(status);
}
