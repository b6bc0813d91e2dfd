// Puts each line on the board, rings, and leaves the board alone until the answer has come.
#include "board.h"

static void publish(struct board* board, const char* line, int bell, int answer) {
  board->length = strcspn(line, "\n");
  memcpy(board->text, line, board->length);
  char byte = '!';
  if (write(bell, &byte, 1) != 1) fail("write");
  if (read(answer, &byte, 1) != 1) {
    fprintf(stderr, "the reader has gone\n");
    exit(1);
  }
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  int fd = shm_open(argv[1], O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) fail(argv[1]);
  if (ftruncate(fd, sizeof(struct board)) < 0) fail("ftruncate");
  struct board* board = map_board(fd, PROT_READ | PROT_WRITE);
  if (mkfifo(argv[2], 0600) < 0 || mkfifo(argv[3], 0600) < 0) fail("mkfifo");
  int bell = open_fifo(argv[2], O_WRONLY);
  int answer = open_fifo(argv[3], O_RDONLY);

  char line[sizeof board->text];
  while (fgets(line, sizeof line, stdin) != NULL) publish(board, line, bell, answer);

  close(bell);
  close(answer);
  unlink(argv[2]);
  unlink(argv[3]);
  shm_unlink(argv[1]);
  return 0;
}
