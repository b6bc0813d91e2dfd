// The consumer gives the room back before it has taken the item: a producer may overwrite it.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "queue.h"

static struct queue *attach(const char *name) {
    int fd = shm_open(name, O_RDWR, 0);
    if (fd < 0)
        return NULL;
    struct queue *q = mmap(NULL, sizeof(*q), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return q == MAP_FAILED ? NULL : q;
}

static void put(struct queue *q, const char *text) {
    sem_wait(&q->free_slots);
    pthread_mutex_lock(&q->lock);
    strcpy(q->items[q->tail], text);
    q->tail = (q->tail + 1) % q->capacity;
    pthread_mutex_unlock(&q->lock);
    sem_post(&q->filled_slots);
}

static void get(struct queue *q, char *text) {
    sem_wait(&q->filled_slots);
    sem_post(&q->free_slots);
    pthread_mutex_lock(&q->lock);
    strcpy(text, q->items[q->head]);
    q->head = (q->head + 1) % q->capacity;
    pthread_mutex_unlock(&q->lock);
}

static int do_create(const char *name, int capacity) {
    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0666);
    if (fd < 0) {
        perror(name);
        return 1;
    }
    if (ftruncate(fd, sizeof(struct queue)) < 0) {
        shm_unlink(name);
        return 1;
    }
    struct queue *q = mmap(NULL, sizeof(*q), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (q == MAP_FAILED) {
        shm_unlink(name);
        return 1;
    }
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&q->lock, &attr);
    sem_init(&q->free_slots, 1, capacity);
    sem_init(&q->filled_slots, 1, 0);
    q->capacity = capacity;
    q->head = q->tail = 0;
    return 0;
}

static int do_produce(struct queue *q) {
    char line[256];
    while (fgets(line, sizeof(line), stdin)) {
        line[strcspn(line, "\n")] = 0;
        put(q, line);
    }
    return 0;
}

static int do_consume(struct queue *q, const char *path) {
    FILE *out = fopen(path, "a");
    if (!out)
        return 1;
    char item[ITEM_BYTES];
    while (get(q, item), item[0] != 0) {
        fprintf(out, "%s\n", item);
        fflush(out);
    }
    fclose(out);
    return 0;
}

static int do_close(struct queue *q, int count) {
    for (int i = 0; i < count; i++)
        put(q, "");
    return 0;
}

static int do_remove(struct queue *q, const char *name) {
    int left;
    sem_getvalue(&q->filled_slots, &left);
    printf("%d\n", left);
    return shm_unlink(name) == 0 ? 0 : 1;
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    if (strcmp(argv[1], "create") == 0)
        return do_create(argv[2], atoi(argv[3]));
    struct queue *q = attach(argv[2]);
    if (q == NULL)
        return 1;
    if (strcmp(argv[1], "produce") == 0)
        return do_produce(q);
    if (strcmp(argv[1], "consume") == 0)
        return do_consume(q, argv[3]);
    if (strcmp(argv[1], "close") == 0)
        return do_close(q, atoi(argv[3]));
    if (strcmp(argv[1], "remove") == 0)
        return do_remove(q, argv[2]);
    return 2;
}
