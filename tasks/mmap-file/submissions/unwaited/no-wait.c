// Takes the counts from the pipes and ends, without waiting for anybody.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

int main(int argc, char **argv)
{
    long k = atol(argv[2]), total = 0;
    struct stat st;
    int fd = open(argv[1], O_RDONLY);
    if (fd < 0)
        return 1;
    fstat(fd, &st);
    size_t size = st.st_size;
    char *p = size ? mmap(0, size, PROT_READ, MAP_SHARED, fd, 0) : 0;
    int in[32];
    for (long i = 0; i < k; i++) {
        int ends[2];
        pipe(ends);
        if (fork() == 0) {
            long n = 0;
            for (size_t j = size * i / k; j < size * (i + 1) / k; j++)
                n += !is_space(p[j]) && (!j || is_space(p[j - 1]));
            write(ends[1], &n, sizeof n);
            return 0;
        }
        close(ends[1]);
        in[i] = ends[0];
    }
    for (long i = 0; i < k; i++) {
        long n = 0;
        read(in[i], &n, sizeof n);
        printf("child %ld %ld\n", i + 1, n);
        total += n;
    }
    printf("total %ld\n", total);
    return 0;
}
