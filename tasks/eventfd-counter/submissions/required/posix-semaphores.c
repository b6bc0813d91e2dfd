// POSIX semaphores in the shared memory instead of eventfd.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct buffer {
    sem_t empty, full, mutex;
    int in, out;
    char line[64][64];
};


int slots, consumers;
struct buffer *b;



void put(char *s)
{
    sem_wait(&b->empty);
    sem_wait(&b->mutex);
    strcpy(b->line[b->in], s);
    b->in = (b->in + 1) % slots;
    sem_post(&b->mutex);
    sem_post(&b->full);
}

void get(char *s)
{
    sem_wait(&b->full);
    sem_wait(&b->mutex);
    strcpy(s, b->line[b->out]);
    b->out = (b->out + 1) % slots;
    sem_post(&b->mutex);
    sem_post(&b->empty);
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
    sem_init(&b->empty, 1, slots);
    sem_init(&b->full, 1, 0);
    sem_init(&b->mutex, 1, 1);
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
