// dinner.c — a dinner of n philosophers, each a process, with the student's forks.
//
// main KEY N ROUNDS plain|together|leaves
//   together: philosophers 0 and 2 have their first meal at the same time, each waits for the other
//   leaves:   philosopher 1 ends in the middle of the first meal, with both forks in hand
//
// Before dinner a waiter holds all forks until everybody waits in semop; then he lays them out one by one.
#include <errno.h>
#include <sched.h>
#include <semaphore.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "table.h"

enum { kMost = 20, kLooks = 2000 };

struct dinner {
  atomic_int users[kMost];  // who eats with fork i just now
  atomic_int meals, twice, lay;
  sem_t arrived[2], gone;
};

static struct dinner* dinner;
static int set, n, rounds, together, leaves;

static void use(int fork) {
  if (atomic_fetch_add(&dinner->users[fork], 1) != 0) atomic_fetch_add(&dinner->twice, 1);
  if (semctl(set, fork, GETVAL) > 0) atomic_fetch_add(&dinner->lay, 1);
}

static void eat(int i, int round) {
  const int left = i, right = (i + 1) % n;
  use(left);
  use(right);
  if (together && round == 0 && (i == 0 || i == 2)) {
    sem_post(&dinner->arrived[i / 2]);
    while (sem_wait(&dinner->arrived[1 - i / 2]) < 0 && errno == EINTR) {
    }
  }
  if (leaves && i == 1) {
    atomic_fetch_sub(&dinner->users[left], 1);
    atomic_fetch_sub(&dinner->users[right], 1);
    for (int other = 1; other < n; ++other) sem_post(&dinner->gone);
    _exit(0);
  }
  sched_yield();
  atomic_fetch_sub(&dinner->users[left], 1);
  atomic_fetch_sub(&dinner->users[right], 1);
  atomic_fetch_add(&dinner->meals, 1);
}

static int philosopher(int i) {
  for (int round = 0; round < rounds; ++round) {
    if (leaves && i != 1 && round == rounds - 1)
      while (sem_wait(&dinner->gone) < 0 && errno == EINTR) {
      }
    if (take_forks(set, i, n) != 0) {
      fprintf(stderr, "take_forks of philosopher %d: %s\n", i, strerror(errno));
      return 1;
    }
    eat(i, round);
    if (put_forks(set, i, n) != 0) {
      fprintf(stderr, "put_forks of philosopher %d: %s\n", i, strerror(errno));
      return 1;
    }
  }
  return 0;
}

static int waiting(void) {
  struct semid_ds about;
  int count = 0;
  if (semctl(set, 0, IPC_STAT, &about) < 0) return 0;
  for (int i = 0; i < (int)about.sem_nsems; ++i) count += semctl(set, i, GETNCNT);
  return count;
}

static int somebody_ended(void) {
  siginfo_t who = {0};
  return waitid(P_ALL, 0, &who, WEXITED | WNOHANG | WNOWAIT) < 0 || who.si_pid != 0;
}

static int hold_all(void) {
  struct sembuf all[kMost];
  for (int i = 0; i < n; ++i) all[i] = (struct sembuf){(unsigned short)i, -1, 0};
  return semop(set, all, (size_t)n);
}

static void lay_one_by_one(void) {
  for (int look = 0; waiting() < n && !somebody_ended(); ++look) {
    if (look == kLooks) fprintf(stderr, "only %d of %d philosophers wait in semop for their forks\n", waiting(), n);
    nanosleep(&(struct timespec){0, 1000000}, NULL);
  }
  for (int i = 0; i < n; ++i) semop(set, &(struct sembuf){(unsigned short)i, 1, 0}, 1);
}

static void look_at_forks(void) {
  for (int i = 0; i < n; ++i) {
    const int value = semctl(set, i, GETVAL);
    if (value != 1) printf("after dinner fork %d has the value %d\n", i, value);
  }
}

static int report(int failed) {
  const int twice = dinner->twice, lay = dinner->lay;
  if (twice > 0) printf("two philosophers ate with the same fork\n");
  if (lay > 0) printf("a philosopher ate with a fork whose semaphore was not taken\n");
  look_at_forks();
  const int cleared = clear_table(set) == 0;
  if (!cleared) fprintf(stderr, "clear_table: %s\n", strerror(errno));
  printf("%d meals\n", dinner->meals);
  return failed || !cleared;
}

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  n = atoi(argv[2]);
  rounds = atoi(argv[3]);
  together = strcmp(argv[4], "together") == 0;
  leaves = strcmp(argv[4], "leaves") == 0;
  if (n < 2 || n > kMost) return 2;
  dinner = mmap(NULL, sizeof *dinner, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (dinner == MAP_FAILED) return 2;
  sem_init(&dinner->arrived[0], 1, 0);
  sem_init(&dinner->arrived[1], 1, 0);
  sem_init(&dinner->gone, 1, 0);

  set = lay_table((key_t)strtol(argv[1], NULL, 0), n);
  if (set < 0) {
    fprintf(stderr, "lay_table: %s\n", strerror(errno));
    return 1;
  }
  if (hold_all() < 0) {
    fprintf(stderr, "there are no %d forks on the table: %s\n", n, strerror(errno));
    return 1;
  }
  for (int i = 0; i < n; ++i) {
    const pid_t child = fork();
    if (child < 0) return 2;
    if (child == 0) _exit(philosopher(i));
  }
  lay_one_by_one();
  int failed = 0, status;
  while (wait(&status) > 0) failed |= status != 0;
  return report(failed);
}
