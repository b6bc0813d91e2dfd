// The writer fills the pipe and has to wait until the reader finds the time to empty it.
// expect: none
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  static char block[300000];
  long total = 0;
  ssize_t n;
  pipe(ends);
  if (fork() == 0) {
    close(ends[0]);
    memset(block, 'x', sizeof block);
    _exit(write(ends[1], block, sizeof block) != sizeof block);
  }
  close(ends[1]);
  usleep(250000);
  while ((n = read(ends[0], block, sizeof block)) > 0) total += n;
  wait(NULL);
  return total != sizeof block;
}
