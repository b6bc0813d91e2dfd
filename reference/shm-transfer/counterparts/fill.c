// fill FILE SIZE SEED: writes SIZE bytes of any value into FILE, the same ones for the same SEED.
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  if (argc != 4) return 2;
  FILE* out = fopen(argv[1], "wb");
  if (out == NULL) return 1;
  unsigned long long x = strtoull(argv[3], NULL, 10) * 2654435761u + 1;
  for (long i = atol(argv[2]); i > 0; --i) {
    x = x * 6364136223846793005u + 1442695040888963407u;
    // Every eighth byte is 0: a text function would stop there.
    putc(i % 8 == 5 ? 0 : (int)(x >> 56), out);
  }
  return fclose(out) == 0 ? 0 : 1;
}
