// Opens the FIFO twice, for reading and for writing, in an order that cannot block, and reads with getline().
#define _GNU_SOURCE
#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
  if (argc != 2) errx(1, "usage: server PATH");
  setvbuf(stdout, NULL, _IOLBF, 0);
  if (mkfifo(argv[1], 0622)) err(1, "mkfifo %s", argv[1]);
  int rd = open(argv[1], O_RDONLY | O_NONBLOCK);
  int wr = open(argv[1], O_WRONLY);
  if (rd < 0 || wr < 0) err(1, "open %s", argv[1]);
  fcntl(rd, F_SETFL, 0);  // from now on reading waits
  FILE *in = fdopen(rd, "r");
  char *line = NULL;
  size_t size = 0;
  long sum = 0;
  while (getline(&line, &size, in) > 0) {
    line[strcspn(line, "\n")] = 0;
    if (!strcmp(line, "quit")) break;
    long x = strtol(line, NULL, 10);
    sum += x;
    printf("got %ld\n", x);
  }
  printf("sum %ld\n", sum);
  free(line);
  fclose(in);
  close(wr);
  if (unlink(argv[1])) err(1, "unlink");
  return 0;
}
