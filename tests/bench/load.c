// load.c — the loads of the benchmarks: load pipe|futex|fork N prints the nanoseconds of one round;
// load deadlock prints the monotonic time in nanoseconds just before the last of two processes blocks.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static long long now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1000000000ll + t.tv_nsec;
}

static void pipe_rounds(long n) {
  int to[2], from[2];
  char byte = 0;
  if (pipe(to) != 0 || pipe(from) != 0) exit(2);
  if (fork() == 0) {
    for (long i = 0; i < n; i++)
      if (read(to[0], &byte, 1) != 1 || write(from[1], &byte, 1) != 1) _exit(2);
    _exit(0);
  }
  for (long i = 0; i < n; i++)
    if (write(to[1], &byte, 1) != 1 || read(from[0], &byte, 1) != 1) exit(2);
  wait(NULL);
}

static void wait_while(int *word, int value) {
  while (__atomic_load_n(word, __ATOMIC_ACQUIRE) == value) syscall(SYS_futex, word, FUTEX_WAIT, value, NULL, NULL, 0);
}
static void set(int *word, int value) {
  __atomic_store_n(word, value, __ATOMIC_RELEASE);
  syscall(SYS_futex, word, FUTEX_WAKE, 1, NULL, NULL, 0);
}

static void futex_rounds(long n) {
  int *turn = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    for (long i = 0; i < n; i++) {
      wait_while(turn, 0);
      set(turn, 0);
    }
    _exit(0);
  }
  for (long i = 0; i < n; i++) {
    set(turn, 1);
    wait_while(turn, 1);
  }
  wait(NULL);
}

static void fork_rounds(long n) {
  for (long i = 0; i < n; i++) {
    const pid_t child = fork();
    if (child == 0) {
      execl("/proc/self/exe", "load", "nothing", "0", (char *)NULL);
      _exit(2);
    }
    waitpid(child, NULL, 0);
  }
}

static void deadlock(void) {
  sem_t *s = mmap(NULL, 2 * sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&s[0], 1, 0);
  sem_init(&s[1], 1, 0);
  if (fork() == 0) {
    sem_wait(&s[0]);
    _exit(0);
  }
  const struct timespec nap = {0, 30000000 + now() % 20000000};  // out of step with the observer's looks
  nanosleep(&nap, NULL);
  printf("%lld\n", now());
  fflush(stdout);
  sem_wait(&s[1]);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  const long n = argc > 2 ? atol(argv[2]) : 0;
  const long long start = now();
  if (strcmp(what, "nothing") == 0) return 0;
  if (strcmp(what, "pipe") == 0) pipe_rounds(n);
  if (strcmp(what, "futex") == 0) futex_rounds(n);
  if (strcmp(what, "fork") == 0) fork_rounds(n);
  if (strcmp(what, "deadlock") == 0) deadlock();
  if (n > 0) printf("%lld\n", (now() - start) / n);
  return 0;
}
