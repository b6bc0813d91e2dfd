// writer NAME
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
  // 2. For each line of the input: wait until the buffer is free, put the line there, say that it is full.
  // 3. The same once more, with the end instead of a line.
  (void)argv;
  return 0;
}
