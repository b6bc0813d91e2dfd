// Stores the number only after it has announced it.
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "channel.h"

static struct channel *ch;
static sem_t got_signal;

static void handler(int sig) {
    (void)sig;
    sem_post(&got_signal);
}

static void down(sem_t *s) {
    while (sem_wait(s) == -1 && errno == EINTR)
        continue;
}

static int attach(const char *name, int flags) {
    int fd = shm_open(name, O_RDWR | flags, 0600);
    if (fd == -1) {
        perror(name);
        return -1;
    }
    if (flags != 0 && ftruncate(fd, sizeof(*ch)) == -1) {
        perror("ftruncate");
        return -1;
    }
    ch = mmap(NULL, sizeof(*ch), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    return ch == MAP_FAILED ? -1 : 0;
}

static void receive(void) {
    struct sigaction sa;
    memset(&sa, 0, sizeof(sa));
    sa.sa_handler = handler;
    sem_init(&got_signal, 0, 0);
    sigaction(SIGUSR1, &sa, NULL);
    ch->receiver = getpid();
    sem_post(&ch->ready);
    while (1) {
        down(&got_signal);
        down(&ch->go);
        long x = ch->number;
        if (x == 0)
            break;
        printf("%ld\n", x);
        sem_post(&ch->done);
    }
    sem_post(&ch->done);
}

static void send_one(long x) {
    kill(ch->receiver, SIGUSR1);
    sem_post(&ch->go);
    ch->number = x;
    down(&ch->done);
}

int main(int argc, char **argv) {
    if (argc < 3)
        return 2;
    if (strcmp(argv[1], "remove") == 0)
        return shm_unlink(argv[2]) == 0 ? 0 : 1;
    if (strcmp(argv[1], "create") == 0) {
        if (attach(argv[2], O_CREAT | O_EXCL) != 0)
            return 1;
        sem_init(&ch->ready, 1, 0);
        sem_init(&ch->go, 1, 0);
        sem_init(&ch->done, 1, 0);
        return 0;
    }
    if (attach(argv[2], 0) != 0)
        return 1;
    if (strcmp(argv[1], "receive") == 0) {
        receive();
    } else {
        down(&ch->ready);
        for (int i = 3; i < argc; i++)
            send_one(atol(argv[i]));
        send_one(0);
    }
    return 0;
}
