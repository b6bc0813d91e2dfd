// main COMMAND NAME …: a file goes through one page in the shared memory object NAME. See the statement.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "page.h"

// Creates the object: size, mutex and condition for several processes, writable 1, readable 0.
static int create(const char* name) {
  (void)name;
  return 1;
}

// Opens the object NAME and maps it; NULL when it is not there.
static struct page* open_page(const char* name) {
  (void)name;
  return NULL;
}

// Piece by piece: waits until the page is writable, fills it, makes it readable. The last piece has size 0.
static int send_file(struct page* p, const char* path) {
  (void)p, (void)path;
  return 1;
}

// Piece by piece: waits until the page is readable, writes the piece to the file, makes the page writable.
static int receive_file(struct page* p, const char* path) {
  (void)p, (void)path;
  return 1;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  if (strcmp(argv[1], "create") == 0) return create(argv[2]);
  if (strcmp(argv[1], "remove") == 0) return shm_unlink(argv[2]) == 0 ? 0 : 1;
  struct page* p = open_page(argv[2]);
  if (p == NULL) return 1;
  if (argc == 4 && strcmp(argv[1], "send") == 0) return send_file(p, argv[3]);
  if (argc == 4 && strcmp(argv[1], "receive") == 0) return receive_file(p, argv[3]);
  return 2;
}
