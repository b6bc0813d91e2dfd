// Plays against itself: one process prints all the lines.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 3)
        return 2;
    long n = atol(argv[1]);
    long long ball = atoll(argv[2]);
    for (long i = 0; i < n; i++) {
        printf("child %lld\n", ball++);
        printf("parent %lld\n", ball++);
    }
    return 0;
}
