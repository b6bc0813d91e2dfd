// create NAME: creates the shared memory object, with a counter of 0 and a mutex for several processes.
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
  if (argc != 2) {
    fprintf(stderr, "usage: %s NAME\n", argv[0]);
    return 2;
  }
  // 1. Create the object; status 1 if there is one already.
  // 2. Give it its length, and map it.
  // 3. Initialise the counter and the mutex.
  return 0;
}
