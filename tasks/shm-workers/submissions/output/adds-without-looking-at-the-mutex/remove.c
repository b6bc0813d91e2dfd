#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t mutex;
  long counter;
};

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_RDWR, 0);
  if (fd < 0) return 1;
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 1;
  printf("%ld\n", s->counter);
  return shm_unlink(argv[1]) == 0 ? 0 : 1;
}
