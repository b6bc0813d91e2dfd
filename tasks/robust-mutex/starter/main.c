// main COMMAND NAME …: two accounts in the shared memory object NAME. The commands are in the statement.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "accounts.h"

// Opens the object NAME and maps it; NULL when it is not there.
static struct accounts* open_accounts(const char* name) {
  (void)name;
  return NULL;
}

// Locks the mutex. If its owner has died: repairs the accounts, counts the repair, makes the mutex consistent.
static int lock(struct accounts* a) {
  (void)a;
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  // create NAME TOTAL: creates the object, initialises a robust mutex for several processes, left = total.
  // remove NAME: removes the object.
  struct accounts* a = open_accounts(argv[2]);
  if (a == NULL) return 1;
  // move NAME TIMES: TIMES times, each time under the mutex: 1 from left to right.
  // die NAME AMOUNT: locks, takes AMOUNT off left, prints "inside", waits with pause() until it is killed.
  // show NAME: under the mutex, prints left, right and repairs.
  return lock(a) == 0 ? 0 : 1;
}
