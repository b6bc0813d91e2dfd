// The writer needs a while for each line; the reader waits for every one of them, and then for the end.
// expect: none
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2], lines = 0;
  char line[32];
  if (pipe(ends) != 0) return 1;
  if (fork() == 0) {
    close(ends[0]);
    for (int i = 0; i < 5; i++) {
      usleep(60000);
      dprintf(ends[1], "line %d\n", i);
    }
    _exit(0);
  }
  close(ends[1]);
  FILE *in = fdopen(ends[0], "r");
  while (fgets(line, sizeof line, in)) lines++;
  fclose(in);
  wait(NULL);
  return lines != 5;
}
