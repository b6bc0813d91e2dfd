// slow NAME: creates the object in three steps and waits for a line after each of the first two.
#include <fcntl.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

#include "shared.h"

static void say_and_wait(const char* done) {
  puts(done);
  fflush(stdout);
  for (int c = getchar(); c != '\n' && c != EOF; c = getchar()) {
  }
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  int fd = shm_open(argv[1], O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  say_and_wait("opened");
  if (ftruncate(fd, sizeof(struct shared)) < 0) return 1;
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 1;
  say_and_wait("sized");
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &attributes);
  s->members = 0;
  ++s->creations;
  __atomic_store_n(&s->ready, 1, __ATOMIC_RELEASE);
  return 0;
}
