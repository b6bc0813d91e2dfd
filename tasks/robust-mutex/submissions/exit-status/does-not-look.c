// Mistake: nobody looks at what pthread_mutex_lock returns.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "accounts.h"

struct accounts *acc;

void lock(void) {
    pthread_mutex_lock(&acc->mutex);
}

void unlock(void) {
    pthread_mutex_unlock(&acc->mutex);
}

void open_it(const char *name, int flags) {
    int fd = shm_open(name, O_RDWR | flags, 0600);
    if (fd < 0) {
        perror(name);
        exit(1);
    }
    if (flags && ftruncate(fd, sizeof(struct accounts)) < 0) {
        perror("ftruncate");
        exit(1);
    }
    acc = mmap(NULL, sizeof(struct accounts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (acc == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    close(fd);
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    char *cmd = argv[1];
    char *name = argv[2];
    if (!strcmp(cmd, "create")) {
        open_it(name, O_CREAT | O_EXCL);
        pthread_mutexattr_t a;
        pthread_mutexattr_init(&a);
        pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
        pthread_mutexattr_setrobust(&a, PTHREAD_MUTEX_ROBUST);
        pthread_mutex_init(&acc->mutex, &a);
        acc->total = atol(argv[3]);
        acc->left = acc->total;
        return 0;
    }
    open_it(name, 0);
    if (!strcmp(cmd, "move")) {
        for (long i = 0; i < atol(argv[3]); i++) {
            lock();
            acc->left--;
            acc->right++;
            unlock();
        }
    } else if (!strcmp(cmd, "die")) {
        lock();
        acc->left -= atol(argv[3]);
        printf("inside\n");
        fflush(stdout);
        while (1)
            pause();
    } else if (!strcmp(cmd, "show")) {
        lock();
        printf("%ld %ld %ld\n", acc->left, acc->right, acc->repairs);
        unlock();
    } else if (!strcmp(cmd, "remove")) {
        shm_unlink(name);
    }
    return 0;
}
