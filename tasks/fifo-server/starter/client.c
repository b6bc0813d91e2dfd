// client PATH WORD...: writes each word as a line to the FIFO.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s PATH WORD...\n", argv[0]);
    return 2;
  }
  // 1. Open the FIFO for writing.
  for (int i = 2; i < argc; ++i) {
    // 2. One write() of the word and a newline.
  }
  return 0;
}
