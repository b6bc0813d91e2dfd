// main A B K — K children add up squares, pipes bring the sums to the parent.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

// The sum of the squares of first, first + step, first + 2 * step, … up to last.
static long long sum_of_squares(long first, long last, long step) {
  long long sum = 0;
  for (long n = first; n <= last; n += step) sum += (long long)n * n;
  return sum;
}

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  long a = atol(argv[1]), b = atol(argv[2]), k = atol(argv[3]);
  if (k < 1 || k > 30) return 2;

  // 1. Make the pipe (or pipes).
  // 2. Make the children: each computes its sum, sends it, and ends.
  // 3. Receive the sums; which child does each belong to?
  // 4. Print them in order, print the total, wait for all children.
  printf("total %lld\n", sum_of_squares(a, b, 1));
  return 1;
}
