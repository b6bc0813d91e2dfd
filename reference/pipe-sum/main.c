// K children add up squares; each sends its number and its sum through one pipe, which all of them share.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kMostChildren = 30 };

// Shorter than PIPE_BUF, so that one write() puts it into the pipe in one piece.
struct result {
  long child;
  long long sum;
};

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static long long sum_of_squares(long first, long last, long step) {
  long long sum = 0;
  for (long n = first; n <= last; n += step) sum += (long long)n * n;
  return sum;
}

int main(int argc, char** argv) {
  const long k = argc == 4 ? atol(argv[3]) : 0;
  if (k < 1 || k > kMostChildren) {
    fprintf(stderr, "usage: %s A B K, K from 1 to %d\n", argv[0], kMostChildren);
    return 2;
  }
  const long a = atol(argv[1]), b = atol(argv[2]);
  int ends[2];
  if (pipe(ends) < 0) fail("pipe");
  for (long child = 0; child < k; ++child) {
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) continue;
    close(ends[0]);
    struct result mine = {child, sum_of_squares(a + child, b, k)};
    _exit(write(ends[1], &mine, sizeof mine) == sizeof mine ? 0 : 1);
  }
  close(ends[1]);

  long long sums[kMostChildren] = {0}, total = 0;
  struct result one;
  long received = 0;
  while (read(ends[0], &one, sizeof one) == sizeof one) {
    sums[one.child] = one.sum;
    ++received;
  }
  close(ends[0]);
  while (wait(NULL) > 0) {
  }
  if (received < k) {
    fprintf(stderr, "only %ld of %ld children sent a result\n", received, k);
    return 1;
  }
  for (long child = 0; child < k; ++child) {
    printf("child %ld %lld\n", child + 1, sums[child]);
    total += sums[child];
  }
  printf("total %lld\n", total);
  return 0;
}
