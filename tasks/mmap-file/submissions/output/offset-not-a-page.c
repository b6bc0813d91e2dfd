// Each child maps its part at an offset that is no multiple of the page size: mmap fails, the child finds nothing.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

int count(int fd, off_t from, off_t to)
{
    int n = 0;
    char *p = mmap(NULL, to - from, PROT_READ, MAP_PRIVATE, fd, from);
    if (p == MAP_FAILED)
        return 0;
    for (off_t i = 0; i < to - from; i++)
        if (!is_space(p[i]) && (i == 0 || is_space(p[i - 1])))
            n++;
    return n;
}

int main(int argc, char **argv)
{
    int k = atoi(argv[2]);
    int fd = open(argv[1], O_RDONLY);
    if (fd < 0)
        return 1;
    off_t size = lseek(fd, 0, SEEK_END);
    int p[2], total = 0;
    for (int i = 0; i < k; i++) {
        pipe(p);
        if (fork() == 0) {
            int n = count(fd, size * i / k, size * (i + 1) / k);
            write(p[1], &n, sizeof(n));
            _exit(0);
        }
        close(p[1]);
        int n;
        read(p[0], &n, sizeof(n));
        close(p[0]);
        wait(NULL);
        printf("child %d %d\n", i + 1, n);
        fflush(stdout);
        total += n;
    }
    printf("total %d\n", total);
    return 0;
}
