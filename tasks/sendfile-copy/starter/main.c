// main FROM TO — copies a file with sendfile().
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

// Copies everything; 0, or -1 with errno set.
static int copy(int from, int to) {
  (void)from;
  (void)to;
  // sendfile() in a loop: when is it done, when has it failed, when has it merely stopped early?
  errno = ENOSYS;
  return -1;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;

  // 1. FROM is a file, or "-" for standard input. If it cannot be opened, TO must not be made.
  // 2. TO is a file, or "-" for standard output: made or emptied.
  // 3. Copy; if sendfile cannot read from FROM (EINVAL), copy with read and write.
  return copy(STDIN_FILENO, STDOUT_FILENO) < 0 ? 1 : 0;
}
