// server PATH: reads lines from a FIFO until one of them is "quit".
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 2) {
    fprintf(stderr, "usage: %s PATH\n", argv[0]);
    return 2;
  }
  // 1. Make the FIFO.
  // 2. Open it. What will read() return when the last client has left, and how can you prevent that?
  // 3. For each line: "got NUMBER" at once; at "quit" leave the loop.
  long sum = 0;
  printf("sum %ld\n", sum);
  // 4. Remove the FIFO.
  return 0;
}
