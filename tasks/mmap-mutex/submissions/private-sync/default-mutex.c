// The mutex lies in shared memory, but was made with default attributes: for the threads of one process.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
  pthread_mutex_t lock;
  long value;
} counter_t;

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int n = atoi(argv[1]);
  long k = atol(argv[2]);
  counter_t *c = mmap(NULL, sizeof(counter_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (c == MAP_FAILED) {
    perror("mmap");
    return 1;
  }
  pthread_mutex_init(&c->lock, NULL);
  for (int i = 0; i < n; i++) {
    if (fork() == 0) {
      for (long j = 0; j < k; j++) {
        pthread_mutex_lock(&c->lock);
        if (j % 100 == 0) usleep(100);  // let the others try the lock, too
        c->value++;
        pthread_mutex_unlock(&c->lock);
      }
      exit(0);
    }
  }
  while (wait(NULL) > 0) {
  }
  printf("%ld\n", c->value);
  return 0;
}
