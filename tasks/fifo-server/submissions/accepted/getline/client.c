#include <err.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char *argv[]) {
  int fd = open(argv[1], O_WRONLY);
  if (fd < 0) err(1, "%s", argv[1]);
  for (char **word = argv + 2; *word; word++)
    if (dprintf(fd, "%s\n", *word) < 0) err(1, "write");
  return 0;
}
