// Prints the counter before the children have ended.
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct counter {
  pthread_mutex_t mutex;
  long value;
};

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int n = atoi(argv[1]);
  long k = atol(argv[2]);
  struct counter *c = mmap(NULL, sizeof *c, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (c == MAP_FAILED) return 1;
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&c->mutex, &attr);
  pthread_mutex_lock(&c->mutex);  // start all children together
  for (int i = 0; i < n; i++)
    if (fork() == 0) {
      for (long j = 0; j < k; j++) {
        pthread_mutex_lock(&c->mutex);
        c->value++;
        pthread_mutex_unlock(&c->mutex);
      }
      _exit(0);
    }
  printf("%ld\n", c->value);
  pthread_mutex_unlock(&c->mutex);
  while (wait(NULL) > 0)
    ;
  return 0;
}
