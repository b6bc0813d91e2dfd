// load.c — the loads of the benchmarks: load pipe|futex|fork|sleep N prints the nanoseconds of one round;
// load deadlock N, load threads N: N processes, or one with N threads, wait for semaphores that nobody posts; prints
// the monotonic time in nanoseconds just before the last one blocks.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <pthread.h>
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

// Twenty processes, each asleep for 10 ms N times.
static void sleep_rounds(long n) {
  const struct timespec nap = {0, 10000000};
  for (int i = 0; i < 20; i++)
    if (fork() == 0) {
      for (long k = 0; k < n; k++) nanosleep(&nap, NULL);
      _exit(0);
    }
  while (wait(NULL) > 0) continue;
}

static sem_t *sems;
static int *arrived;

static void *wait_for_ever(void *semaphore) {
  __atomic_add_fetch(arrived, 1, __ATOMIC_SEQ_CST);
  sem_wait(semaphore);
  return NULL;
}

// The others are asleep by then, and the observer's looks are out of step with us.
static void be_last(long n) {
  const struct timespec pause = {0, 1000000};
  while (__atomic_load_n(arrived, __ATOMIC_SEQ_CST) < n - 1) nanosleep(&pause, NULL);
  const struct timespec nap = {0, 60000000 + now() % 20000000};
  nanosleep(&nap, NULL);
  printf("%lld\n", now());
  fflush(stdout);
  sem_wait(&sems[0]);
}

static void deadlock(long n, int threads) {
  char *shared = mmap(NULL, 64 + (size_t)n * sizeof(sem_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  arrived = (int *)shared;
  sems = (sem_t *)(shared + 64);
  for (long i = 0; i < n; i++) sem_init(&sems[i], !threads, 0);
  pthread_attr_t small;
  pthread_attr_init(&small);
  pthread_attr_setstacksize(&small, 65536);
  for (long i = 1; i < n; i++) {
    pthread_t thread;
    if (threads) {
      if (pthread_create(&thread, &small, wait_for_ever, &sems[i]) != 0) exit(3);
      continue;
    }
    const pid_t child = fork();
    if (child < 0) exit(3);
    if (child == 0) {
      wait_for_ever(&sems[i]);
      _exit(0);
    }
  }
  be_last(n);
}

int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  const long n = argc > 2 ? atol(argv[2]) : 0;
  const long long start = now();
  if (strcmp(what, "nothing") == 0) return 0;
  if (strcmp(what, "pipe") == 0) pipe_rounds(n);
  if (strcmp(what, "futex") == 0) futex_rounds(n);
  if (strcmp(what, "fork") == 0) fork_rounds(n);
  if (strcmp(what, "sleep") == 0) sleep_rounds(n);
  if (strcmp(what, "deadlock") == 0) deadlock(n, 0);
  if (strcmp(what, "threads") == 0) deadlock(n, 1);
  if (n > 0) printf("%lld\n", (now() - start) / n);
  return 0;
}
