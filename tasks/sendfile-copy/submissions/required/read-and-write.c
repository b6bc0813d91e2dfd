// A right copy, but with read and write only.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char buf[8192];
    ssize_t n;
    if (argc != 3)
        return 2;
    int in = strcmp(argv[1], "-") ? open(argv[1], O_RDONLY) : 0;
    if (in < 0) {
        perror(argv[1]);
        return 1;
    }
    int out = strcmp(argv[2], "-") ? open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644) : 1;
    if (out < 0) {
        perror(argv[2]);
        return 1;
    }
    while ((n = read(in, buf, sizeof(buf))) > 0)
        for (ssize_t done = 0, m; done < n; done += m)
            if ((m = write(out, buf + done, n - done)) < 0)
                return 1;
    return n < 0;
}
