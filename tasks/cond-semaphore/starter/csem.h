// csem.h: a counting semaphore for several processes. Part of the task: do not change it.
#ifndef CSEM_H
#define CSEM_H

#include <pthread.h>

#ifdef __cplusplus
extern "C" {
#endif

struct csem {
  pthread_mutex_t mutex;   // protects value
  pthread_cond_t changed;  // value has grown
  int value;               // never below 0
};

// Makes a semaphore of the given value out of memory that several processes share. 0, or -1 when that fails.
int csem_init(struct csem* s, int value);

// Waits, asleep, until the value is above 0, and takes 1 off it.
void csem_wait(struct csem* s);

// Takes 1 off the value if it is above 0 and returns 1; otherwise returns 0 at once.
int csem_trywait(struct csem* s);

// Adds 1 to the value; one of those who wait, if any, gets it.
void csem_post(struct csem* s);

// The value.
int csem_value(struct csem* s);

// Ends the semaphore's life; nobody uses it any more.
void csem_destroy(struct csem* s);

#ifdef __cplusplus
}
#endif

#endif
