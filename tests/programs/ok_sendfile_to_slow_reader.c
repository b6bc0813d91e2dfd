// sendfile fills a pipe whose reader takes its time; splice moves what comes through.
// expect: none
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kSize = 400000 };

int main(void) {
  int first[2], second[2];
  static char block[kSize];
  const int file = open("/tmp/source", O_CREAT | O_RDWR | O_TRUNC, 0600);
  unlink("/tmp/source");
  write(file, block, kSize);
  lseek(file, 0, SEEK_SET);
  pipe(first);
  if (fork() == 0) {
    close(first[0]);
    for (ssize_t left = kSize, n; left > 0; left -= n)
      if ((n = sendfile(first[1], file, NULL, (size_t)left)) <= 0) _exit(1);
    _exit(0);
  }
  close(first[1]);
  pipe(second);
  if (fork() == 0) {
    close(second[0]);
    while (splice(first[0], NULL, second[1], NULL, 65536, 0) > 0) {}
    _exit(0);
  }
  close(first[0]);
  close(second[1]);
  usleep(250000);
  long total = 0;
  for (ssize_t n; (n = read(second[0], block, kSize)) > 0;) total += n;
  while (wait(NULL) > 0) {}
  return total != kSize;
}
