// reader NAME
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <iostream>
#include <string>

struct Buffer {
  std::uint32_t length;  // of the text; 0xffffffff: there are no more lines
  char text[124];
};

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  // 1. Open or create the memory NAME and the semaphores NAME-free (1) and NAME-full (0); check every call.
  // 2. Wait until the buffer is full, print the line, say that it is free; until the end comes.
  // 3. Remove all three names.
  (void)argv;
  return 0;
}
