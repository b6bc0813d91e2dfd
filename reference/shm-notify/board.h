// The notice board: its layout, and what all programs do with it and the bell.
#ifndef BOARD_H
#define BOARD_H

#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct board {
  uint32_t length;
  char text[4092];  // without a zero byte at its end
};

static inline void fail(const char* what) {
  perror(what);
  exit(1);
}

static inline int open_fifo(const char* path, int flags) {
  int fd = open(path, flags);
  if (fd < 0) fail(path);
  return fd;
}

static inline struct board* map_board(int fd, int protection) {
  struct board* board = mmap(NULL, sizeof *board, protection, MAP_SHARED, fd, 0);
  if (board == MAP_FAILED) fail("mmap");
  close(fd);
  return board;
}

static inline void print_notice(const struct board* board) {
  const uint32_t length = board->length < sizeof board->text ? board->length : sizeof board->text;
  fwrite(board->text, 1, length, stdout);
  putchar('\n');
  fflush(stdout);
}

#endif
