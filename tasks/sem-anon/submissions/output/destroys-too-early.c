// Destroys the semaphore as soon as the children are started.
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
    sem_t sem;
    long counter;
};

static void work(struct shared *s, long k) {
    char shot;
    while (read(0, &shot, 1) > 0)
        ;
    for (long i = 0; i < k; i++) {
        sem_wait(&s->sem);
        long x = s->counter;
        usleep(100);
        s->counter = x + 1;
        sem_post(&s->sem);
    }
}

int main(int argc, char *argv[]) {
    if (argc < 3)
        return 2;
    int n = atoi(argv[1]);
    long k = atol(argv[2]);
    struct shared *s = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    if (sem_init(&s->sem, 1, 1) != 0) {
        perror("sem_init");
        return 1;
    }
    pid_t pids[n];
    for (int i = 0; i < n; i++) {
        pids[i] = fork();
        if (pids[i] < 0) {
            perror("fork");
            while (i-- > 0)
                waitpid(pids[i], NULL, 0);
            return 1;
        }
        if (pids[i] == 0) {
            work(s, k);
            exit(0);
        }
    }
    sem_destroy(&s->sem);
    for (int i = 0; i < n; i++)
        waitpid(pids[i], NULL, 0);
    printf("%ld\n", s->counter);
    munmap(s, sizeof(struct shared));
    return 0;
}
