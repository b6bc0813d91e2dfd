// main ROUNDS START — ping-pong between a parent and a child over two pipes.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// Receives the ball from `in`, prints it, sends it back through `out`; until the other side has closed its end.
static void child(int in, int out) {
  (void)in;
  (void)out;
}

// Serves and plays `rounds` rounds.
static void parent(int in, int out, long rounds, long long ball) {
  (void)in;
  (void)out;
  (void)rounds;
  (void)ball;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  long rounds = atol(argv[1]);
  long long start = atoll(argv[2]);

  // 1. Make the two pipes.
  // 2. fork(): the child closes the ends it does not use and calls child().
  // 3. The parent closes the other ends and calls parent().
  // 4. The parent closes what is left and waits for the child.
  parent(-1, -1, rounds, start);
  (void)child;
  return 1;
}
