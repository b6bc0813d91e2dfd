/* writer: one buffer, the line is read straight onto the board */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

struct board {
    uint32_t length;
    char text[4092];
};

int main(int argc, char *argv[])
{
    char line[4096], c;

    if (argc != 4)
        return 2;
    int fd = shm_open(argv[1], O_CREAT | O_RDWR, 0666);
    ftruncate(fd, 4096);
    struct board *b = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    if (b == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    mkfifo(argv[2], 0666);
    mkfifo(argv[3], 0666);
    int bell = open(argv[2], O_WRONLY);
    int answer = open(argv[3], O_RDONLY);
    while (fgets(line, sizeof(line), stdin)) {
        int n = strlen(line);
        if (n > 0 && line[n - 1] == '\n')
            n--;
        b->length = n;
        memcpy(b->text, line, n);
        write(bell, "!", 1);
        read(answer, &c, 1);
    }
    close(bell);
    unlink(argv[2]);
    unlink(argv[3]);
    shm_unlink(argv[1]);
    return 0;
}
