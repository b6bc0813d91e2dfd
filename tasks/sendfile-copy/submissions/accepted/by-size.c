// Asks for the size and counts what is left; anything but a regular file is copied by hand.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

static void die(const char *s)
{
    perror(s);
    exit(1);
}

int main(int argc, char *argv[])
{
    struct stat st;
    int in = 0, out = 1;

    if (argc != 3) {
        fprintf(stderr, "usage: main FROM TO\n");
        return 2;
    }
    if (strcmp(argv[1], "-") != 0 && (in = open(argv[1], O_RDONLY)) == -1)
        die(argv[1]);
    if (strcmp(argv[2], "-") != 0 && (out = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0666)) == -1)
        die(argv[2]);
    if (fstat(in, &st) == -1)
        die("fstat");
    if (S_ISREG(st.st_mode)) {
        off_t offset = 0;
        while (offset < st.st_size) {
            ssize_t n = sendfile(out, in, &offset, st.st_size - offset);
            if (n == -1 && errno != EINTR && errno != EAGAIN)
                die("sendfile");
            if (n == 0)
                break;
        }
    } else {
        char buf[4096];
        ssize_t n;
        while ((n = read(in, buf, sizeof(buf))) > 0) {
            char *p = buf;
            while (n > 0) {
                ssize_t m = write(out, p, n);
                if (m == -1)
                    die("write");
                p += m;
                n -= m;
            }
        }
        if (n == -1)
            die("read");
    }
    return 0;
}
