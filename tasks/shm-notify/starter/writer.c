// writer NAME BELL ANSWER — puts lines on a board in shared memory and rings a bell for each.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "board.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  (void)argv;
  // 1. shm_open(), ftruncate(), mmap(); mkfifo() twice.
  // 2. Open BELL, then ANSWER.
  // 3. Each line: onto the board, '!' to BELL, wait for '.' from ANSWER.
  // 4. Close BELL, remove the object and the FIFOs.
  return 1;
}
