// Waits for each child before it starts the next: nobody is ever kept waiting at the mutex.
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
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &attributes);
  for (int i = 0; i < children; ++i) {
    pid_t pid = fork();
    if (pid < 0) return 1;
    if (pid == 0) {
      add_rounds(s, i, rounds);
      _exit(0);
    }
    wait(NULL);
  }
  printf("%ld\n", s->counter);
  return 0;
}
