// main() leaves by pthread_exit(): two threads do the work, and the listener ends the process.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

static char **names;
static pthread_t speaker;

static void pass_on(FILE *from, FILE *to)
{
    char *line = NULL;
    size_t size = 0;
    ssize_t length;

    while ((length = getline(&line, &size, from)) > 0) {
        fwrite(line, 1, (size_t)length, to);
        fflush(to);
    }
    free(line);
}

static void *speak(void *unused)
{
    FILE *out = fopen(names[1], "w");

    if (!out) exit(1);
    pass_on(stdin, out);
    fclose(out);
    return unused;
}

static void *listen_to_the_other(void *unused)
{
    FILE *in = fopen(names[2], "r");

    if (!in) exit(1);
    pass_on(in, stdout);
    pthread_join(speaker, NULL);
    unlink(names[2]);
    exit(0);
    return unused;
}

int main(int argc, char **argv)
{
    pthread_t listener;

    if (argc != 3) return 2;
    names = argv;
    for (int i = 1; i <= 2; i++)
        if (mkfifo(argv[i], 0600) != 0 && errno != EEXIST) return 1;
    if (pthread_create(&speaker, NULL, speak, NULL) != 0) return 1;
    if (pthread_create(&listener, NULL, listen_to_the_other, NULL) != 0) return 1;
    pthread_exit(NULL);
}
