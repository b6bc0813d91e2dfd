// Prints what is on the board each time the bell rings.
#include "board.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  int fd = shm_open(argv[1], O_RDONLY, 0);
  if (fd < 0) fail(argv[1]);
  const struct board* board = map_board(fd, PROT_READ);
  int bell = open_fifo(argv[2], O_RDONLY);
  int answer = open_fifo(argv[3], O_WRONLY);
  char byte;
  while (read(bell, &byte, 1) == 1) {
    print_notice(board);
    byte = '.';
    if (write(answer, &byte, 1) != 1) fail("write");
  }
  return 0;
}
