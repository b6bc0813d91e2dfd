// Computes all parts in one process.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    if (argc != 4)
        return 2;
    long a = atol(argv[1]), b = atol(argv[2]), k = atol(argv[3]);
    if (k < 1 || k > 30)
        return 2;
    long long total = 0;
    for (long i = 0; i < k; i++) {
        long long sum = 0;
        for (long x = a + i; x <= b; x += k)
            sum += (long long)x * x;
        printf("child %ld %lld\n", i + 1, sum);
        total += sum;
    }
    printf("total %lld\n", total);
    return 0;
}
