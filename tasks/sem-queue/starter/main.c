// main COMMAND NAME …: a bounded queue in the shared memory object NAME. The commands are in the statement.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "queue.h"

// Opens the object NAME and maps it; NULL when it is not there.
static struct queue* open_queue(const char* name) {
  (void)name;
  return NULL;
}

// Waits for a free slot, puts the text at the tail, says that there is one item more.
static void put(struct queue* q, const char* item) {
  (void)q, (void)item;
}

// Waits for an item, takes it from the head, says that there is one free slot more.
static void get(struct queue* q, char* item) {
  (void)q;
  item[0] = '\0';
}

// Creates the object NAME, sets its size, initialises every field of the queue.
static int create(const char* name, unsigned capacity) {
  (void)name, (void)capacity;
  return 1;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  if (strcmp(argv[1], "create") == 0 && argc == 4) return create(argv[2], (unsigned)atoi(argv[3]));
  struct queue* q = open_queue(argv[2]);
  if (q == NULL) return 1;

  // produce NAME: puts each line of standard input.
  // consume NAME FILE: appends each item and '\n' to FILE, until it takes an end mark.
  // close NAME COUNT: puts COUNT end marks.
  // remove NAME: prints how many items are left, removes the object.
  char item[ITEM_BYTES];
  get(q, item);
  put(q, item);
  return 2;
}
