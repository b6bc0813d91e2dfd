// main FILE K — K children count the words of a mapped file.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

// The words that begin at text[from] … text[to - 1].
static long words_beginning_in(const char* text, size_t from, size_t to) {
  (void)text;
  (void)from;
  (void)to;
  return 0;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int k = atoi(argv[2]);

  // 1. open(), fstat() for the size, mmap(). What does mmap() say to an empty file?
  // 2. K children, each counts the words of its part.
  // 3. How do the counts reach the parent? By a pipe, or by memory mapped MAP_SHARED before fork().
  // 4. Wait for the children, print the counts and the total.
  for (int i = 0; i < k; ++i) printf("child %d %ld\n", i + 1, words_beginning_in(NULL, 0, 0));
  return 1;
}
