// hold NAME: locks the page's mutex, says so, and unlocks it when a line comes on standard input.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include "page.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct page* p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (p == MAP_FAILED) return 1;
  pthread_mutex_lock(&p->mutex);
  puts("locked");
  fflush(stdout);
  (void)getchar();
  pthread_mutex_unlock(&p->mutex);
  return 0;
}
