// A flock is released when the last copy of its descriptor is closed: by the grandson of the one who took it.
// expect: none
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ready[2];
  char byte;
  pipe(ready);
  const int file = open("/tmp/flock", O_CREAT | O_RDWR, 0600);
  if (fork() == 0) {
    close(file);
    const int mine = open("/tmp/flock", O_RDWR);
    flock(mine, LOCK_EX);
    write(ready[1], "r", 1);
    if (fork() == 0) {
      usleep(300000);
      _exit(0);
    }
    close(mine);
    wait(NULL);
    _exit(0);
  }
  read(ready[0], &byte, 1);
  unlink("/tmp/flock");
  const int got = flock(file, LOCK_EX);
  wait(NULL);
  return got != 0;
}
