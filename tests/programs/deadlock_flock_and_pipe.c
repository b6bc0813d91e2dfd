// The child holds a file lock and waits for its parent, who waits for the lock.
// expect: deadlock
// dead: child of main @20 pipe; main @25 file lock
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int held[2], go[2];
  char byte;
  pipe(held);
  pipe(go);
  const int mine = open("/tmp/lock", O_CREAT | O_RDWR, 0600);
  const int theirs = open("/tmp/lock", O_RDWR);
  unlink("/tmp/lock");
  if (fork() == 0) {
    flock(theirs, LOCK_EX);
    write(held[1], "h", 1);
    read(go[0], &byte, 1);
    _exit(0);
  }
  close(theirs);
  read(held[0], &byte, 1);
  flock(mine, LOCK_EX);
  write(go[1], "g", 1);
  wait(NULL);
  return 0;
}
