// A shell behind popen talks slowly, another one behind system runs a pipeline.
// expect: none
#include <stdio.h>
#include <stdlib.h>

int main(void) {
  char line[32];
  int lines = 0;
  FILE *shell = popen("for i in 1 2 3; do sleep 0.1; echo $i; done", "r");
  while (fgets(line, sizeof line, shell)) lines++;
  const int closed = pclose(shell);
  FILE *sorter = popen("(sleep 0.1; sort -n) > /dev/null", "w");
  for (int i = 0; i < 20000; i++) fprintf(sorter, "%d\n", 20000 - i);
  return lines != 3 || closed != 0 || pclose(sorter) != 0 || system("(sleep 0.1; echo x) | cat | wc -l > /dev/null") != 0;
}
