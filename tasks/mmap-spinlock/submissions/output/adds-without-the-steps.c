// Mistake: adds under the lock, but in one go, without the sched_yield() between reading and writing.
#include <stdio.h>
#include <stdlib.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>

typedef struct {
    _Atomic int lock;
    int counter;
} state_t;

state_t *state;

void sl_lock(_Atomic int *lock) {
    int expected = 0;
    while (!atomic_compare_exchange_weak(lock, &expected, 1)) {
        expected = 0;
        sched_yield();
    }
}

void sl_unlock(_Atomic int *lock) {
    atomic_store(lock, 0);
}

void child(int k) {
    char shot;
    while (read(0, &shot, 1) > 0)
        ;
    for (int i = 0; i < k; ++i) {
        sl_lock(&state->lock);
        state->counter++;
        sl_unlock(&state->lock);
    }
}

int main(int argc, char **argv) {
    int n = atoi(argv[1]);
    int k = atoi(argv[2]);
    state = mmap(NULL, sizeof(state_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (state == MAP_FAILED)
        return 1;
    int started = 0;
    while (started < n) {
        pid_t pid = fork();
        if (pid == -1)
            break;
        if (pid == 0) {
            child(k);
            exit(0);
        }
        started++;
    }
    for (int i = 0; i < started; ++i)
        wait(NULL);
    if (started < n)
        return 1;
    printf("%d\n", state->counter);
    munmap(state, sizeof(state_t));
    return 0;
}
