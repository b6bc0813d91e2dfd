// spoil NAME: has the mutex from an owner that died, and unlocks it without repair: now nobody can lock it any more.
#include <errno.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include "accounts.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct accounts* a = mmap(NULL, sizeof *a, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (a == MAP_FAILED) return 1;
  int error = pthread_mutex_lock(&a->mutex);
  if (error == EOWNERDEAD) return pthread_mutex_unlock(&a->mutex);
  // Somebody has lost it already: then it is as it should be.
  return error == ENOTRECOVERABLE ? 0 : 1;
}
