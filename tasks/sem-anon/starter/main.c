// main N K: N children add 1 to a common counter K times each; the parent prints it.
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// What parent and children share. It must lie in memory from mmap, not in a variable.
struct shared {
  sem_t lock;
  long counter;
};

// What a child does.
static void work(struct shared* s, long rounds) {
  // Wait for the starting shot here: until read() from standard input returns 0.
  for (long i = 0; i < rounds; ++i) {
    // Take the lock here.
    long seen = s->counter;
    usleep(100);
    s->counter = seen + 1;
    // Give the lock back here.
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int children = atoi(argv[1]);
  long rounds = atol(argv[2]);

  // 1. Map memory for a struct shared that children inherit as shared memory. This one they would only copy:
  struct shared* s = calloc(1, sizeof *s);
  // 2. Initialise the semaphore for several processes.
  // 3. Create the children; each calls work() and ends.
  for (int i = 0; i < children; ++i) work(s, rounds / children);
  // 4. Wait for every child. Destroy the semaphore.

  printf("%ld\n", s->counter);
  return 0;
}
