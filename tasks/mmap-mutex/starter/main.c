// main N K: N child processes add 1 to one common counter K times each; the parent prints the counter.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// What all processes share: the counter and the mutex that protects it.
struct shared {
  pthread_mutex_t mutex;
  long counter;
};

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s N K\n", argv[0]);
    return 2;
  }
  int children = atoi(argv[1]);
  long rounds = atol(argv[2]);

  // 1. Map one struct shared as anonymous memory that the children will share with you.
  struct shared *s = NULL;

  // 2. Make the mutex one for several processes, then initialise it.

  // 3. Start the children. Each adds 1 to the counter `rounds` times, under the mutex, and ends.
  (void)children;
  (void)rounds;

  // 4. Wait for every child, then print what the counter holds.
  printf("%ld\n", s == NULL ? 0L : s->counter);
  return 0;
}
