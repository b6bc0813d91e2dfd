// main FILE DEPTH — a tree of processes computes a hash.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kModulus = 1000000007 };

// The hash of a run of numbers, and 31 to the power of their count.
struct part {
  long hash, power;
};

// Puts the right run behind the left one. The operation is associative, but left and right must not be exchanged.
static struct part join(struct part left, struct part right) {
  struct part both = {(left.hash * right.power + right.hash) % kModulus, left.power * right.power % kModulus};
  return both;
}

static struct part reduce(const long* numbers, long count, int depth) {
  struct part all = {0, 1};
  if (depth == 0 || count < 2) {
    for (long i = 0; i < count; ++i) {
      struct part one = {numbers[i] % kModulus, 31};
      all = join(all, one);
    }
    return all;
  }
  // 1. A pipe and a child for the left half, a pipe and a child for the right half.
  // 2. Each child calls reduce() with depth - 1, writes its part into its pipe, and ends with _exit().
  // 3. Read both parts, wait for both children, join the parts.
  // 4. What if pipe() or fork() fails?
  return all;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  FILE* file = fopen(argv[1], "r");
  if (file == NULL) return 1;
  long count = 0;
  long* numbers = malloc(100000 * sizeof *numbers);
  while (count < 100000 && fscanf(file, "%ld", &numbers[count]) == 1) ++count;
  printf("%ld\n", reduce(numbers, count, atoi(argv[2])).hash);
  return 1;
}
