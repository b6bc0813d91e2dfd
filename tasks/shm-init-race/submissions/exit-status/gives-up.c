// Mistake: after a hundred looks at ready it gives up. The creator may take longer than that.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "shared.h"

static struct shared *attach(int fd) {
    struct shared *s = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (s == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    close(fd);
    return s;
}

static void init(struct shared *s) {
    pthread_mutexattr_t attr;
    pthread_mutexattr_init(&attr);
    pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &attr);
    s->members = 0;
    s->creations++;
    __atomic_store_n(&s->ready, 1, __ATOMIC_SEQ_CST);
}

int main(int argc, char **argv) {
    if (argc != 3)
        return 2;
    const char *name = argv[2];
    struct shared *s;

    if (strcmp(argv[1], "remove") == 0) {
        int fd = shm_open(name, O_RDWR, 0);
        if (fd < 0)
            return 1;
        s = attach(fd);
        printf("%d %d\n", s->members, s->creations);
        shm_unlink(name);
        return 0;
    }

    int fd = shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600);
    if (fd >= 0) {
        if (ftruncate(fd, sizeof(struct shared)) < 0)
            return 1;
        s = attach(fd);
        init(s);
        printf("created\n");
    } else {
        if (errno != EEXIST)
            return 1;
        fd = shm_open(name, O_RDWR, 0600);
        if (fd < 0)
            return 1;
        struct stat st;
        while (fstat(fd, &st) == 0 && st.st_size < (off_t)sizeof(struct shared))
            usleep(1000);
        s = attach(fd);
        for (int looks = 0; !__atomic_load_n(&s->ready, __ATOMIC_SEQ_CST); looks++) {
            if (looks == 100)
                return 1;
            usleep(5000);
        }
        printf("joined\n");
    }
    pthread_mutex_lock(&s->mutex);
    s->members++;
    pthread_mutex_unlock(&s->mutex);
    return 0;
}
