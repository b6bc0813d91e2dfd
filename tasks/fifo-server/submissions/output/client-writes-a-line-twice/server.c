#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2 || mkfifo(argv[1], 0666) < 0) return 1;
  // With a write end of our own the FIFO never reaches end-of-file when a client leaves.
  int fd = open(argv[1], O_RDWR);
  if (fd < 0) return 1;
  FILE* in = fdopen(fd, "r");
  char line[256];
  long sum = 0;
  while (fgets(line, sizeof line, in) != NULL && strcmp(line, "quit\n") != 0) {
    long number = atol(line);
    sum += number;
    printf("got %ld\n", number);
    fflush(stdout);
  }
  printf("sum %ld\n", sum);
  unlink(argv[1]);
  return 0;
}
