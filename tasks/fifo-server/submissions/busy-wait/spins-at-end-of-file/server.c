// read() returns 0 again and again once a client has left: the loop burns the processor.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 2 || mkfifo(argv[1], 0666) < 0) return 1;
  int fd = open(argv[1], O_RDONLY);
  char line[256] = "";
  size_t used = 0;
  long sum = 0;
  for (;;) {
    char c;
    if (read(fd, &c, 1) != 1) continue;  // nothing there, try again
    if (c != '\n') {
      line[used++] = c;
      continue;
    }
    line[used] = '\0';
    used = 0;
    if (strcmp(line, "quit") == 0) break;
    sum += atol(line);
    printf("got %ld\n", atol(line));
    fflush(stdout);
  }
  printf("sum %ld\n", sum);
  unlink(argv[1]);
  return 0;
}
