// gcc's builtins; looks before it tries, and after many tries takes a short nap.
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

struct shared {
  volatile char taken;
  long counter;
};

static void spin_lock(struct shared* s) {
  int tries = 0;
  while (s->taken || __atomic_test_and_set(&s->taken, __ATOMIC_ACQUIRE)) {
    if (++tries < 1000) {
      sched_yield();
    } else {
      struct timespec nap = {0, 50000};
      nanosleep(&nap, NULL);
    }
  }
}

static void spin_unlock(struct shared* s) { __atomic_clear(&s->taken, __ATOMIC_RELEASE); }

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int n = atoi(argv[1]), k = atoi(argv[2]);
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (s == MAP_FAILED) return 1;
  pid_t* children = calloc(n, sizeof *children);
  for (int i = 0; i < n; i++) {
    children[i] = fork();
    if (children[i] < 0) {
      for (int j = 0; j < i; j++) waitpid(children[j], NULL, 0);
      return 1;
    }
    if (children[i] == 0) {
      char shot;
      while (read(0, &shot, 1) > 0) continue;
      while (k-- > 0) {
        spin_lock(s);
        long seen = s->counter;
        sched_yield();
        s->counter = seen + 1;
        spin_unlock(s);
      }
      _exit(0);
    }
  }
  for (int i = 0; i < n; i++) waitpid(children[i], NULL, 0);
  printf("%ld\n", s->counter);
  free(children);
  return 0;
}
