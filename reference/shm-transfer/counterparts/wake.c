// wake NAME: wakes all who wait for a change, though nothing has changed.
#include <fcntl.h>
#include <sys/mman.h>

#include "page.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct page* p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (p == MAP_FAILED) return 1;
  return pthread_cond_broadcast(&p->changed);
}
