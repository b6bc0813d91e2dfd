// pieces NAME FILE: sends FILE in pieces of 1, 2, 3, … bytes, as the protocol allows.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include "page.h"

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct page* p = mmap(NULL, sizeof *p, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  FILE* in = fopen(argv[2], "rb");
  if (p == MAP_FAILED || in == NULL) return 1;
  for (unsigned length = 1, size = 1; size > 0; length = length % 97 + 1) {
    pthread_mutex_lock(&p->mutex);
    while (!p->writable) pthread_cond_wait(&p->changed, &p->mutex);
    p->size = size = (unsigned)fread(p->data, 1, length, in);
    p->writable = 0;
    p->readable = 1;
    pthread_cond_broadcast(&p->changed);
    pthread_mutex_unlock(&p->mutex);
  }
  return 0;
}
