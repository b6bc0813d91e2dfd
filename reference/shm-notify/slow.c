// A reader that looks at the board only when it is told to, by a line of standard input.
#include <signal.h>

#include "board.h"

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  signal(SIGPIPE, SIG_IGN);
  int fd = shm_open(argv[1], O_RDONLY, 0);
  if (fd < 0) fail(argv[1]);
  const struct board* board = map_board(fd, PROT_READ);
  int bell = open_fifo(argv[2], O_RDONLY);
  int answer = open_fifo(argv[3], O_WRONLY);
  // A writer that does not wait for the answer may be gone already; that shows in what is on the board.
  char byte, word[16];
  while (read(bell, &byte, 1) == 1) {
    if (fgets(word, sizeof word, stdin) == NULL) break;
    print_notice(board);
    byte = '.';
    if (write(answer, &byte, 1) != 1) break;
  }
  return 0;
}
