// Consumers do not keep each other out: two may take the same line. The window is a few instructions wide.
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

int empty, full;
int slots, consumers;
struct buffer *b;

void down(int fd)
{
    uint64_t x;
    read(fd, &x, sizeof(x));
}

void up(int fd)
{
    uint64_t x = 1;
    write(fd, &x, sizeof(x));
}

void put(char *s)
{
    down(empty);
    strcpy(b->line[b->in], s);
    b->in = (b->in + 1) % slots;
    up(full);
}

void get(char *s)
{
    down(full);
    strcpy(s, b->line[b->out]);
    b->out = (b->out + 1) % slots;
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
    empty = eventfd(slots, EFD_SEMAPHORE);
    full = eventfd(0, EFD_SEMAPHORE);
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
