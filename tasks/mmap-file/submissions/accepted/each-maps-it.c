// Every child opens and maps the whole file itself, MAP_PRIVATE; counts come back in a shared anonymous page.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
static int space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
int main(int argc, char **argv) {
  if (argc != 3) return 2;
  int k = atoi(argv[2]);
  if (access(argv[1], R_OK)) return 1;
  long *counts = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  for (int i = 1; i <= k; i++)
    if (fork() == 0) {
      int fd = open(argv[1], O_RDONLY);
      struct stat st;
      fstat(fd, &st);
      size_t size = st.st_size;
      if (size > 0) {
        const char *t = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (t == MAP_FAILED) abort();
        for (size_t p = size * (i - 1) / k; p < size * i / k; p++)
          if (!space(t[p]) && (p == 0 || space(t[p - 1]))) counts[i]++;
      }
      exit(0);
    }
  for (int i = 0; i < k; i++) wait(NULL);
  long total = 0;
  for (int i = 1; i <= k; i++) {
    printf("child %d %ld\n", i, counts[i]);
    total += counts[i];
  }
  printf("total %ld\n", total);
}
