// Says a line, then waits for an answer: right only while people strictly take turns.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    char line[4096];
    FILE *in, *out;

    if (argc != 3)
        return 2;
    mkfifo(argv[1], 0600);
    mkfifo(argv[2], 0600);
    if (strcmp(argv[1], argv[2]) < 0) {
        out = fopen(argv[1], "w");
        in = fopen(argv[2], "r");
    } else {
        in = fopen(argv[2], "r");
        out = fopen(argv[1], "w");
    }
    while (fgets(line, sizeof(line), stdin)) {
        fputs(line, out);
        fflush(out);
        if (fgets(line, sizeof(line), in)) {
            fputs(line, stdout);
            fflush(stdout);
        }
    }
    fclose(out);
    while (fgets(line, sizeof(line), in))
        fputs(line, stdout);
    unlink(argv[2]);
    return 0;
}
