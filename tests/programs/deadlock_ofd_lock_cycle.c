// Locks of open file descriptions in opposite order: the kernel looks for cycles only of the older kind of locks.
// expect: deadlock
// dead: child 1 of main @11 file lock; child 2 of main @11 file lock; main @28 child
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

static void lock_byte(int file, off_t at) {
  struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = at, .l_len = 1};
  fcntl(file, F_OFD_SETLKW, &lock);
}

int main(void) {
  int hold[2][2];
  char byte;
  pipe(hold[0]);
  pipe(hold[1]);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      const int file = open("/tmp/table", O_CREAT | O_RDWR, 0600);
      lock_byte(file, i);
      write(hold[i][1], "h", 1);
      read(hold[1 - i][0], &byte, 1);
      lock_byte(file, 1 - i);
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return 0;
}
