// work NAME K: adds 1 to the counter K times, each time under the mutex.
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

// The object's layout: the same in all three programs.
struct shared {
  pthread_mutex_t mutex;
  long counter;
};

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s NAME K\n", argv[0]);
    return 2;
  }
  // 1. Open the object; status 1 if it is not there.
  // 2. Map it.
  // 3. K times: lock, add 1, unlock.
  return 0;
}
