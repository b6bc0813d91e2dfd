// Mistake: unlock wakes nobody; lock sleeps a millisecond and looks again.
#define _GNU_SOURCE
#include <linux/futex.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>
#include "fmutex.h"

static int cas(unsigned *p, unsigned from, unsigned to) {
    return __sync_bool_compare_and_swap(p, from, to);
}

static void futex_wait(unsigned *p, unsigned val) {
    syscall(SYS_futex, p, FUTEX_WAIT, val, NULL, NULL, 0);
}

static void futex_wake(unsigned *p) {
    syscall(SYS_futex, p, FUTEX_WAKE, 1, NULL, NULL, 0);
}

void fmutex_init(struct fmutex *m) {
    m->word = 0;
}

void fmutex_lock(struct fmutex *m) {
    struct timespec ms = {0, 1000000};
    while (!cas(&m->word, 0, 1))
        syscall(SYS_futex, &m->word, FUTEX_WAIT, 1, &ms, NULL, 0);
}

int fmutex_trylock(struct fmutex *m) {
    return cas(&m->word, 0, 1);
}

void fmutex_unlock(struct fmutex *m) {
    __atomic_store_n(&m->word, 0, __ATOMIC_SEQ_CST);
}
