// ping PIDFILE NUMBER...
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  // 1. Read the process number of pong from the file argv[1].
  // 2. Send all numbers with SIGRTMIN (sigqueue).
  // 3. Collect as many answers and print each number with its answer.
  (void)argv;
  return 0;
}
