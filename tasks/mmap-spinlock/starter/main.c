// main N K: N children add 1 to a common counter K times each, under a spinlock; the parent prints the counter.
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// What parent and children share. It must lie in memory from mmap, not in a variable.
struct shared {
  atomic_int lock;  // 0 free, 1 taken
  long counter;
};

// Waits until the lock is free and takes it, in one atomic step.
static void lock(atomic_int* word) {
  (void)word;
}

// Gives the lock back.
static void unlock(atomic_int* word) {
  (void)word;
}

// What a child does.
static void work(struct shared* s, long rounds) {
  // Wait for the starting shot here: until read() from standard input returns 0.
  for (long i = 0; i < rounds; ++i) {
    lock(&s->lock);
    long seen = s->counter;
    sched_yield();
    s->counter = seen + 1;
    unlock(&s->lock);
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int children = atoi(argv[1]);
  long rounds = atol(argv[2]);

  // 1. Map memory for a struct shared that children inherit as shared memory. This one they would only copy:
  struct shared* s = calloc(1, sizeof *s);
  // 2. Create the children; each calls work() and ends. This is the parent alone:
  work(s, rounds / children - 1);
  // 3. Wait for every child.

  printf("%ld\n", s->counter);
  return 0;
}
