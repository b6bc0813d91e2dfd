// Eventfds that do not block are read again and again until there is something.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct buffer {
    int in, out;
    char line[64][64];
};

int empty, full, mutex;
int slots, consumers;
struct buffer *b;

void down(int fd)
{
    uint64_t x;
    while (read(fd, &x, sizeof(x)) != sizeof(x))
        ;
}

void up(int fd)
{
    uint64_t x = 1;
    write(fd, &x, sizeof(x));
}

void put(char *s)
{
    down(empty);
    down(mutex);
    strcpy(b->line[b->in], s);
    b->in = (b->in + 1) % slots;
    up(mutex);
    up(full);
}

void get(char *s)
{
    down(full);
    down(mutex);
    strcpy(s, b->line[b->out]);
    b->out = (b->out + 1) % slots;
    up(mutex);
    up(empty);
}

void consumer(void)
{
    char s[64];
    while (1) {
        get(s);
        if (s[0] == 0)
            break;
        printf("%s", s);
        fflush(stdout);
    }
    exit(0);
}

int main(int argc, char *argv[])
{
    char s[64];

    if (argc != 3)
        return 2;
    slots = atoi(argv[1]);
    consumers = atoi(argv[2]);
    b = mmap(NULL, sizeof(*b), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    empty = eventfd(slots, EFD_SEMAPHORE | EFD_NONBLOCK);
    full = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK);
    mutex = eventfd(1, EFD_SEMAPHORE | EFD_NONBLOCK);
    for (int i = 0; i < consumers; i++)
        if (fork() == 0)
            consumer();
    while (fgets(s, sizeof(s), stdin))
        put(s);
    for (int i = 0; i < consumers; i++)
        put("");
    for (int i = 0; i < consumers; i++)
        wait(NULL);
    return 0;
}
