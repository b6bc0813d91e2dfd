// reader NAME BELL ANSWER — prints the board each time the bell rings.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  (void)argv;
  // 1. shm_open(); status 1 if there is no such object. mmap().
  // 2. Open BELL, then ANSWER.
  // 3. Each '!': print the line, fflush(), '.' to ANSWER. At the end of BELL: end.
  return 2;
}
