// A program in a shell pipeline that never closes what the next one reads: it waits for its child, `cat` without end.
// expect: deadlock
// dead: child 1 of child of main (cat) @- pipe; child 2 of child of main (wc) @- pipe; main @13 child; child of main (sh) @- child
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char command[64];
  pipe(ends);
  snprintf(command, sizeof command, "cat <&%d | wc -l", ends[0]);
  return system(command);
}
