// barrier.h: a barrier for several processes. Part of the task: do not change it.
#ifndef BARRIER_H
#define BARRIER_H

#include <semaphore.h>

#ifdef __cplusplus
extern "C" {
#endif

// Lies in memory that the processes share. What the fields mean is for you to say; you need not use all of them.
struct barrier {
  sem_t mutex, first, second;
  unsigned n, count, generation;
};

int barrier_init(struct barrier *b, unsigned n);
void barrier_wait(struct barrier *b);
void barrier_destroy(struct barrier *b);

#ifdef __cplusplus
}
#endif

#endif
