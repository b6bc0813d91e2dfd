// remove NAME: prints the counter and removes the object.
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
  // 1. Open and map the object; status 1 if it is not there.
  // 2. Print the counter.
  // 3. Remove the object.
  return 0;
}
