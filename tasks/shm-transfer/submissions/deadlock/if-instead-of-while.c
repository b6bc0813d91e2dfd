// Mistake: the receiver tests the flag once; woken for nothing it takes an end that nobody sent, and the sender is left alone.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "page.h"

void do_create(const char *name) {
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd < 0) {
        perror("shm_open");
        exit(1);
    }
    if (ftruncate(fd, sizeof(struct page)) < 0) {
        perror("ftruncate");
        exit(1);
    }
    struct page *p = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    pthread_mutexattr_t ma;
    pthread_mutexattr_init(&ma);
    pthread_mutexattr_setpshared(&ma, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&p->mutex, &ma);
    pthread_condattr_t ca;
    pthread_condattr_init(&ca);
    pthread_condattr_setpshared(&ca, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&p->changed, &ca);
    p->writable = 1;
    p->readable = 0;
}

void do_send(struct page *p, const char *path) {
    FILE *f = fopen(path, "rb");
    if (!f) {
        perror(path);
        exit(1);
    }
    char buf[DATA_BYTES];
    size_t n;
    do {
        n = fread(buf, 1, sizeof(buf), f);
        pthread_mutex_lock(&p->mutex);
        while (!p->writable)
            pthread_cond_wait(&p->changed, &p->mutex);
        memcpy(p->data, buf, n);
        p->size = n;
        p->writable = 0;
        p->readable = 1;
        pthread_cond_signal(&p->changed);
        pthread_mutex_unlock(&p->mutex);
    } while (n > 0);
    fclose(f);
}

void do_receive(struct page *p, const char *path) {
    FILE *f = fopen(path, "wb");
    if (!f) {
        perror(path);
        exit(1);
    }
    char buf[DATA_BYTES];
    unsigned n;
    while (1) {
        pthread_mutex_lock(&p->mutex);
        if (!p->readable)
            pthread_cond_wait(&p->changed, &p->mutex);
        n = p->size;
        memcpy(buf, p->data, n);
        p->readable = 0;
        p->writable = 1;
        pthread_cond_signal(&p->changed);
        pthread_mutex_unlock(&p->mutex);
        if (n == 0)
            break;
        fwrite(buf, 1, n, f);
    }
    fclose(f);
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    if (strcmp(argv[1], "create") == 0) {
        do_create(argv[2]);
        return 0;
    }
    if (strcmp(argv[1], "remove") == 0)
        return shm_unlink(argv[2]) == 0 ? 0 : 1;

    int fd = shm_open(argv[2], O_RDWR, 0);
    if (fd < 0) {
        perror("shm_open");
        return 1;
    }
    struct page *p = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        return 1;
    if (strcmp(argv[1], "send") == 0)
        do_send(p, argv[3]);
    else
        do_receive(p, argv[3]);
    return 0;
}
