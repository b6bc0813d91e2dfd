// Four functions, described in harness/table.h; harness/dinner.c calls them.
#include <sys/ipc.h>
#include <sys/sem.h>

#include "harness/table.h"

int lay_table(key_t key, int n) {
  // Create the set (semget) and give every semaphore the value 1 (semctl).
  (void)key, (void)n;
  return -1;
}

int take_forks(int set, int i, int n) {
  // One semop with two operations. Mind SEM_UNDO.
  (void)set, (void)i, (void)n;
  return -1;
}

int put_forks(int set, int i, int n) {
  (void)set, (void)i, (void)n;
  return -1;
}

int clear_table(int set) {
  (void)set;
  return -1;
}
