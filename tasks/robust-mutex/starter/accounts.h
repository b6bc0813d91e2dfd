// accounts.h: what lies in the shared memory object. Part of the task: do not change it.
#ifndef ACCOUNTS_H
#define ACCOUNTS_H

#include <pthread.h>

struct accounts {
  pthread_mutex_t mutex;  // for several processes, robust; protects the rest
  long total;             // never changes
  long left, right;       // left + right == total whenever the mutex is free
  long repairs;           // how often somebody found them broken and repaired them
};

#endif
