// Writes the word, and then its newline: between the two another client may write.
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  int fd = open(argv[1], O_WRONLY);
  if (fd < 0) return 1;
  for (int i = 2; i < argc; ++i) {
    size_t length = strlen(argv[i]);
    if (write(fd, argv[i], length) != (ssize_t)length) return 1;
    if (write(fd, "\n", 1) != 1) return 1;
  }
  close(fd);
  return 0;
}
