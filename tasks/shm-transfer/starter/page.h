// page.h: the shared page. Part of the task: do not change it.
#ifndef PAGE_H
#define PAGE_H

#include <pthread.h>

enum { DATA_BYTES = 3968 };

struct page {
  pthread_mutex_t mutex;   // for several processes; protects the rest
  pthread_cond_t changed;  // for several processes; one of the flags has changed
  int writable;            // 1: the sender may fill data; at first 1
  int readable;            // 1: a piece lies in data for the receiver; at first 0
  unsigned size;           // bytes of the piece, 1 … DATA_BYTES; 0: the file ends here
  char data[DATA_BYTES];
};

#endif
