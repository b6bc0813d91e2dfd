// Adds to the offset, which sendfile has moved already: every other piece is missing.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
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
    ssize_t n;
    off_t offset = 0;
    struct stat st;
    fstat(in, &st);
    if (S_ISREG(st.st_mode)) {
        while ((n = sendfile(out, in, &offset, 65536)) > 0) {
            offset += n;
        }
    } else {
        char buf[65536];
        while ((n = read(in, buf, sizeof(buf))) > 0)
            write(out, buf, n);
    }
    if (n < 0) {
        perror("copy");
        return 1;
    }
    return 0;
}
