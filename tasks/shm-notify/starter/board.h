// The board that writer and reader share.
#include <stdint.h>

struct board {
  uint32_t length;  // of the line, without its newline
  char text[4092];  // not ended by a zero byte
};
