// The writer removes the three names, too, which only the reader should do.
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <iostream>
#include <string>

struct buffer {
    uint32_t length;
    char text[124];
};

std::string name;

void cleanup()
{
    shm_unlink(name.c_str());
    sem_unlink((name + "-free").c_str());
    sem_unlink((name + "-full").c_str());
}

void syserr(const char *what)
{
    perror(what);
    cleanup();
    exit(1);
}

buffer *open_buffer()
{
    int fd = shm_open(name.c_str(), O_CREAT | O_RDWR, S_IRUSR | S_IWUSR);
    if (fd == -1)
        syserr("shm_open");
    if (ftruncate(fd, sizeof(buffer)) == -1)
        syserr("ftruncate");
    void *p = mmap(nullptr, sizeof(buffer), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (p == MAP_FAILED)
        syserr("mmap");
    close(fd);
    return static_cast<buffer *>(p);
}

sem_t *open_sem(const std::string &n, int value)
{
    sem_t *s = sem_open(n.c_str(), O_CREAT, S_IRUSR | S_IWUSR, value);
    if (s == SEM_FAILED)
        syserr("sem_open");
    return s;
}

int main(int argc, char *argv[])
{
    if (argc != 2)
        return 2;
    name = argv[1];
    buffer *b = open_buffer();
    sem_t *free_ = open_sem(name + "-free", 1);
    sem_t *full = open_sem(name + "-full", 0);

    std::string line;
    while (std::getline(std::cin, line)) {
        if (sem_wait(free_) == -1)
            syserr("sem_wait");
        b->length = line.size();
        memcpy(b->text, line.data(), line.size());
        if (sem_post(full) == -1)
            syserr("sem_post");
    }
    if (sem_wait(free_) == -1)
        syserr("sem_wait");
    b->length = 0xffffffff;
    if (sem_post(full) == -1)
        syserr("sem_post");
    sem_close(free_);
    sem_close(full);
    munmap(b, sizeof(buffer));
    cleanup();
    return 0;
}
