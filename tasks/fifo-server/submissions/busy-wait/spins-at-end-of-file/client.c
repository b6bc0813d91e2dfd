#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int fd = open(argv[1], O_WRONLY);
  if (fd < 0) return 1;
  for (int i = 2; i < argc; ++i) {
    char line[256];
    int length = snprintf(line, sizeof line, "%s\n", argv[i]);
    if (write(fd, line, length) != length) return 1;
  }
  close(fd);
  return 0;
}
