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
  int fd = shm_open(argv[1], O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  if (ftruncate(fd, sizeof(struct shared)) < 0) return 1;
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 1;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
  s->counter = 0;
  return 0;
}
