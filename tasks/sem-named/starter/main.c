// main work NAME K and main result NAME: workers that are started in any order share one counter.
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int work(const char *name, long rounds) {
  // Open the semaphore, or create it with the value 1 if it is not there.
  // Holding it: open the shared memory, or create it (how long is a new object?), and map it.
  // Then add 1 to the counter `rounds` times, each time holding the semaphore.
  (void)name;
  (void)rounds;
  return 0;
}

static int result(const char *name) {
  // Print the counter and remove both objects. Status 1 if they are not there.
  (void)name;
  return 0;
}

int main(int argc, char **argv) {
  if (argc == 4 && strcmp(argv[1], "work") == 0) return work(argv[2], atol(argv[3]));
  if (argc == 3 && strcmp(argv[1], "result") == 0) return result(argv[2]);
  fprintf(stderr, "usage: %s work NAME K\n       %s result NAME\n", argv[0], argv[0]);
  return 2;
}
