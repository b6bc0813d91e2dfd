// K children count the words of a mapped file, each those that begin in its part; results lie in shared memory.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static int is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }

// A word belongs to the part in which it begins: at a letter that has no letter before it.
static long words_beginning_in(const char* text, size_t from, size_t to) {
  long words = 0;
  for (size_t i = from; i < to; ++i)
    if (!is_space(text[i]) && (i == 0 || is_space(text[i - 1]))) ++words;
  return words;
}

int main(int argc, char** argv) {
  const int k = argc == 3 ? atoi(argv[2]) : 0;
  if (k < 1 || k > 32) {
    fprintf(stderr, "usage: %s FILE K, K from 1 to 32\n", argv[0]);
    return 2;
  }
  int fd = open(argv[1], O_RDONLY);
  struct stat status;
  if (fd < 0 || fstat(fd, &status) < 0) fail(argv[1]);
  const size_t size = status.st_size;
  const char* text = NULL;
  if (size > 0) {  // an empty mapping is an error
    text = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (text == MAP_FAILED) fail("mmap");
  }
  close(fd);
  long* words = mmap(NULL, k * sizeof *words, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (words == MAP_FAILED) fail("mmap");

  for (int i = 0; i < k; ++i) {
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) continue;
    words[i] = words_beginning_in(text, size * i / k, size * (i + 1) / k);
    _exit(0);
  }
  int failed = 0, one;
  while (wait(&one) > 0) failed |= one;
  if (failed) return 1;

  long total = 0;
  for (int i = 0; i < k; ++i) {
    printf("child %d %ld\n", i + 1, words[i]);
    total += words[i];
  }
  printf("total %ld\n", total);
  return 0;
}
