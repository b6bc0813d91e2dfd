// shared.h: what lies in the shared memory object. Part of the task: do not change it.
#ifndef SHARED_H
#define SHARED_H

#include <pthread.h>

// A fresh object is all zeros after ftruncate.
struct shared {
  int ready;              // 1 as soon as all the rest is initialised; read and written by atomic operations only
  int creations;          // how many times somebody has initialised this object
  pthread_mutex_t mutex;  // for several processes; protects members
  int members;            // how many processes have joined
};

#endif
