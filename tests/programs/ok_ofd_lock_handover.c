// A lock of an open file description (F_OFD_SETLKW), released late, then taken by the next one.
// expect: none
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ready[2];
  char byte;
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_len = 10};
  pipe(ready);
  const int file = open("/tmp/ofd", O_CREAT | O_RDWR, 0600);
  if (fork() == 0) {
    const int mine = open("/tmp/ofd", O_RDWR);
    close(file);
    fcntl(mine, F_OFD_SETLKW, &lock);
    write(ready[1], "r", 1);
    usleep(300000);
    lock.l_type = F_UNLCK;
    fcntl(mine, F_OFD_SETLK, &lock);
    _exit(0);
  }
  read(ready[0], &byte, 1);
  unlink("/tmp/ofd");
  const int got = fcntl(file, F_OFD_SETLKW, &lock);
  wait(NULL);
  return got != 0;
}
