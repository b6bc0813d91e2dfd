// Mistake: unlock wakes all who wait, not one.
#define _GNU_SOURCE
#include <limits.h>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <unistd.h>
#include "fmutex.h"

static int cas(unsigned *p, unsigned from, unsigned to) {
    return __sync_bool_compare_and_swap(p, from, to);
}

static void futex_wait(unsigned *p, unsigned val) {
    syscall(SYS_futex, p, FUTEX_WAIT, val, NULL, NULL, 0);
}

static void futex_wake(unsigned *p) {
    syscall(SYS_futex, p, FUTEX_WAKE, INT_MAX, NULL, NULL, 0);
}

void fmutex_init(struct fmutex *m) {
    m->word = 0;
}

void fmutex_lock(struct fmutex *m) {
    if (cas(&m->word, 0, 1))
        return;
    do {
        // 1 -> 2, and sleep as long as it is 2
        if (m->word == 2 || cas(&m->word, 1, 2))
            futex_wait(&m->word, 2);
    } while (!cas(&m->word, 0, 2));
}

int fmutex_trylock(struct fmutex *m) {
    return cas(&m->word, 0, 1);
}

void fmutex_unlock(struct fmutex *m) {
    if (__sync_fetch_and_sub(&m->word, 1) != 1) {
        __atomic_store_n(&m->word, 0, __ATOMIC_SEQ_CST);
        futex_wake(&m->word);
    }
}
