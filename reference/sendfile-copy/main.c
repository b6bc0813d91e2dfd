// Copies a file with sendfile, and with read and write where sendfile cannot.
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/sendfile.h>
#include <unistd.h>

// 0 at the end of the file, -1 at an error. sendfile may stop early, and then goes on where it stopped.
static int copy_in_kernel(int from, int to) {
  ssize_t n;
  while ((n = sendfile(to, from, NULL, 1 << 20)) != 0)
    if (n < 0 && errno != EINTR) return -1;
  return 0;
}

static int write_all(int to, const char* data, size_t size) {
  while (size > 0) {
    ssize_t n = write(to, data, size);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return -1;
    data += n;
    size -= n;
  }
  return 0;
}

static int copy_by_hand(int from, int to) {
  char buffer[65536];
  for (;;) {
    ssize_t n = read(from, buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) return n;
    if (write_all(to, buffer, n) < 0) return -1;
  }
}

static int failed(const char* path) {
  perror(path);
  return 1;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s FROM TO\n", argv[0]);
    return 2;
  }
  int from = strcmp(argv[1], "-") == 0 ? STDIN_FILENO : open(argv[1], O_RDONLY);
  if (from < 0) return failed(argv[1]);
  int to = strcmp(argv[2], "-") == 0 ? STDOUT_FILENO : open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (to < 0) return failed(argv[2]);
  int result = copy_in_kernel(from, to);
  if (result < 0 && (errno == EINVAL || errno == ENOSYS)) result = copy_by_hand(from, to);
  if (result < 0) return failed("copy");
  if (close(to) < 0) return failed(argv[2]);
  return 0;
}
