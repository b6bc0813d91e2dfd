// server NAME CAPACITY
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  // 1. Create the queue argv[1] for argv[2] messages of at most 64 bytes; status 1 if it is there already.
  // 2. Print "ready", wait for a line on standard input.
  // 3. Receive and print until "quit" comes.
  // 4. Remove the queue.
  (void)argv;
  return 0;
}
