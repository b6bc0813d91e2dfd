// Takes what one read() brings for exactly one line.
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
  if (argc != 2) return 1;
  if (mkfifo(argv[1], 0644) == -1) {
    perror("mkfifo");
    return 1;
  }
  int fd = open(argv[1], O_RDWR);
  char buf[256];
  long sum = 0;
  while (1) {
    int n = read(fd, buf, sizeof(buf) - 1);
    if (n <= 0) break;
    buf[n] = 0;
    if (strstr(buf, "quit") != NULL) break;
    sum += atoi(buf);
    printf("got %d\n", atoi(buf));
    fflush(stdout);
  }
  printf("sum %ld\n", sum);
  unlink(argv[1]);
  return 0;
}
