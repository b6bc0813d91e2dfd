// main SLOTS CONSUMERS — lines go through a ring in shared memory, counted by eventfd.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// Waits until the counter is above 0 and takes 1 from it.
static void down(int fd) {
  (void)fd;
}

// Adds 1 to the counter. How many bytes must be written?
static void up(int fd) {
  (void)fd;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int slots = atoi(argv[1]), consumers = atoi(argv[2]);

  // 1. Memory for the ring, shared with the children.
  // 2. eventfd(initial value, EFD_SEMAPHORE): which counters are needed, and what do they begin with?
  // 3. The consumers: take a line, print it, until the end is announced. How does each of them get to know?
  // 4. The producer: lines from standard input into the ring; then the end; then wait for the children.
  (void)slots;
  (void)consumers;
  (void)down;
  (void)up;
  return 1;
}
