#include <fcntl.h>
#include <stdio.h>

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2 || mkfifo(argv[1], 0666) < 0) return 1;
  int fd = open(argv[1], O_RDONLY);
  if (fd < 0) return 1;
  char text[4096] = "";
  size_t used = 0;
  // read() returns 0 again and again once the client has left: the loop burns a core
  while (strstr(text, "never") == NULL) {
    ssize_t n = read(fd, text + used, sizeof text - used - 1);
    if (n > 0) used += n;
  }
  long sum = 0;
  printf("sum %ld\n", sum);
  unlink(argv[1]);
  return 0;
}
