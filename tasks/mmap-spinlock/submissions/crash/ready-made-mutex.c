// Mistake: a ready-made mutex, which this task does not allow, instead of a spinlock.
#include <stdio.h>
#include <stdlib.h>
#include <sched.h>
#include <pthread.h>
#include <unistd.h>
#include <sys/mman.h>
#include <sys/wait.h>

typedef struct {
    pthread_mutex_t lock;
    int counter;
} state_t;

state_t *state;

void sl_lock(pthread_mutex_t *lock) {
    pthread_mutex_lock(lock);
}

void sl_unlock(pthread_mutex_t *lock) {
    pthread_mutex_unlock(lock);
}

void child(int k) {
    char shot;
    while (read(0, &shot, 1) > 0)
        ;
    for (int i = 0; i < k; ++i) {
        sl_lock(&state->lock);
        int c = state->counter;
        sched_yield();
        state->counter = c + 1;
        sl_unlock(&state->lock);
    }
}

int main(int argc, char **argv) {
    int n = atoi(argv[1]);
    int k = atoi(argv[2]);
    state = mmap(NULL, sizeof(state_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (state == MAP_FAILED)
        return 1;
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&state->lock, &a);
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
