// table.h — what the student writes: forks as semaphores of one System V set.
#pragma once

#include <sys/types.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Creates a set of n semaphores with this key, each with the value 1: fork i lies on the table. Gives its id, or -1. */
int lay_table(key_t key, int n);

/* Takes fork i and fork (i + 1) % n for philosopher i, both at once; waits until both are free. 0, or -1. */
int take_forks(int set, int i, int n);

/* Puts both forks of philosopher i back. 0, or -1. */
int put_forks(int set, int i, int n);

/* Removes the set. 0, or -1. */
int clear_table(int set);

#ifdef __cplusplus
}
#endif
