// hold NAME: takes the mutex, says so, and gives it back when a line comes on standard input.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>

#include "shared.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 1;
  if (__atomic_load_n(&s->ready, __ATOMIC_ACQUIRE) != 1) {
    fputs("ready is not 1, though a process has created the object and ended\n", stderr);
    return 1;
  }
  pthread_mutex_lock(&s->mutex);
  puts("locked");
  fflush(stdout);
  (void)getchar();
  pthread_mutex_unlock(&s->mutex);
  return 0;
}
