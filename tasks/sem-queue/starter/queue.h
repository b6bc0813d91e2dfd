// queue.h: the queue as it lies in the shared memory object. Part of the task: do not change it.
#ifndef QUEUE_H
#define QUEUE_H

#include <pthread.h>
#include <semaphore.h>

enum { QUEUE_SLOTS = 64, ITEM_BYTES = 32 };

struct queue {
  pthread_mutex_t lock;     // protects head, tail and items; made for several processes
  sem_t free_slots;         // how many slots are free; at first all: capacity
  sem_t filled_slots;       // how many items can be taken; at first 0
  unsigned capacity;        // slots in use, 1 … QUEUE_SLOTS: items[0] … items[capacity - 1]
  unsigned head;            // slot of the oldest item
  unsigned tail;            // slot for the next item
  char items[QUEUE_SLOTS][ITEM_BYTES];  // texts ending in '\0'; the empty text is the end mark
};

#endif
