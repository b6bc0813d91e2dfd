// fmutex.h: a mutex for several processes, made of one futex word. Part of the task: do not change it.
#ifndef FMUTEX_H
#define FMUTEX_H

#ifdef __cplusplus
extern "C" {
#endif

struct fmutex {
  unsigned word;  // 0: free. What other values mean is for you to say. Atomic operations only
};

// Makes a free mutex out of memory that several processes share.
void fmutex_init(struct fmutex* m);

// Takes the mutex; waits, asleep in the kernel, while another process has it.
void fmutex_lock(struct fmutex* m);

// Takes the mutex if it is free and returns 1; otherwise returns 0 at once.
int fmutex_trylock(struct fmutex* m);

// Gives the mutex back; one of those who wait, if any, is woken.
void fmutex_unlock(struct fmutex* m);

#ifdef __cplusplus
}
#endif

#endif
