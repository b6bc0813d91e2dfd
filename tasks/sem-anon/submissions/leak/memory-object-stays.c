// Mistake: a named memory object instead of an anonymous mapping, and nobody removes it.
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

typedef struct {
    sem_t sem;
    long counter;
} data_t;

int main(int argc, char **argv) {
    int n = atoi(argv[1]);
    int k = atoi(argv[2]);
    int fd = shm_open("/counter", O_CREAT | O_RDWR, 0600);
    if (fd < 0 || ftruncate(fd, sizeof(data_t)) < 0)
        return 1;
    data_t *d = mmap(0, sizeof(data_t), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (d == MAP_FAILED)
        return 1;
    close(fd);
    sem_init(&d->sem, 1, 1);
    d->counter = 0;
    for (int i = 0; i < n; i++) {
        pid_t pid = fork();
        if (pid < 0) {
            while (wait(NULL) > 0)
                ;
            return 1;
        }
        if (pid == 0) {
            char shot;
            while (read(0, &shot, 1) > 0)
                ;
            for (int j = 0; j < k; j++) {
                sem_wait(&d->sem);
                long seen = d->counter;
                usleep(100);
                d->counter = seen + 1;
                sem_post(&d->sem);
            }
            exit(0);
        }
    }
    while (wait(NULL) > 0)
        ;
    printf("%ld\n", d->counter);
    sem_destroy(&d->sem);
    munmap(d, sizeof(data_t));
    return 0;
}
