// Reduces numbers with a tree of processes. A half whose child cannot be made is reduced by the parent itself.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kBase = 31, kModulus = 1000000007 };

// The hash of a run of numbers, and kBase to the power of their count: what is needed to put one run behind another.
struct part {
  long hash, power;
};

static struct part join(struct part left, struct part right) {
  struct part both = {(left.hash * right.power + right.hash) % kModulus, left.power * right.power % kModulus};
  return both;
}

static struct part reduce_alone(const long* numbers, long count) {
  struct part all = {0, 1};
  for (long i = 0; i < count; ++i) {
    struct part one = {numbers[i] % kModulus, kBase};
    all = join(all, one);
  }
  return all;
}

static struct part reduce(const long* numbers, long count, int depth);

// A child that was asked for half of the work: where its result will come from, or no child.
struct helper {
  pid_t pid;
  int in;
};

static struct helper ask_a_child(const long* numbers, long count, int depth) {
  struct helper nobody = {-1, -1};
  int ends[2];
  if (pipe(ends) < 0) return nobody;
  pid_t pid = fork();
  if (pid == 0) {
    close(ends[0]);
    struct part result = reduce(numbers, count, depth);
    _exit(write(ends[1], &result, sizeof result) == sizeof result ? 0 : 1);
  }
  close(ends[1]);
  if (pid < 0) {
    close(ends[0]);
    return nobody;
  }
  struct helper child = {pid, ends[0]};
  return child;
}

// 1 with the result; 0 if there is no child, or it has failed.
static int result_of(struct helper child, struct part* result) {
  if (child.pid < 0) return 0;
  ssize_t n = read(child.in, result, sizeof *result);
  close(child.in);
  int status;
  waitpid(child.pid, &status, 0);
  return n == sizeof *result;
}

static struct part reduce(const long* numbers, long count, int depth) {
  if (depth == 0 || count < 2) return reduce_alone(numbers, count);
  const long half = count / 2;
  struct helper left = ask_a_child(numbers, half, depth - 1);
  struct helper right = ask_a_child(numbers + half, count - half, depth - 1);
  struct part l, r;
  if (!result_of(left, &l)) l = reduce(numbers, half, depth - 1);
  if (!result_of(right, &r)) r = reduce(numbers + half, count - half, depth - 1);
  return join(l, r);
}

static long* read_numbers(const char* path, long* count) {
  FILE* file = fopen(path, "r");
  if (file == NULL) return NULL;
  long room = 1024;
  long* numbers = malloc(room * sizeof *numbers);
  for (*count = 0; fscanf(file, "%ld", &numbers[*count]) == 1;)
    if (++*count == room) numbers = realloc(numbers, (room *= 2) * sizeof *numbers);
  fclose(file);
  return numbers;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s FILE DEPTH\n", argv[0]);
    return 2;
  }
  long count;
  long* numbers = read_numbers(argv[1], &count);
  if (numbers == NULL) {
    perror(argv[1]);
    return 1;
  }
  printf("%ld\n", reduce(numbers, count, atoi(argv[2])).hash);
  free(numbers);
  return 0;
}
