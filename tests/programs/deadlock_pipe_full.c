// A process fills a pipe that only it itself could read.
// expect: deadlock
// dead: main @12 pipe
#include <string.h>
#include <unistd.h>

int main(void) {
  static char block[1 << 20];
  int ends[2];
  pipe(ends);
  memset(block, 'x', sizeof block);
  write(ends[1], block, sizeof block);
  read(ends[0], block, sizeof block);
  return 0;
}
