// same FILE COPY: prints "same", or where the copy differs.
#include <stdio.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  FILE* file = fopen(argv[1], "rb");
  FILE* copy = fopen(argv[2], "rb");
  if (file == NULL) return 1;
  if (copy == NULL) {
    printf("no file %s\n", argv[2]);
    return 0;
  }
  for (long at = 0;; ++at) {
    int a = getc(file), b = getc(copy);
    if (a == b && a != EOF) continue;
    if (a == b) puts("same");
    else if (b == EOF) printf("the copy ends after %ld bytes, the file goes on\n", at);
    else if (a == EOF) printf("the file ends after %ld bytes, the copy goes on\n", at);
    else printf("byte %ld is %d in the file and %d in the copy\n", at, a, b);
    return 0;
  }
}
