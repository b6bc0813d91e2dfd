// A process opens a file twice and waits for its own lock.
// expect: deadlock
// cause: relock
// dead: main @12 file lock
// says: which it holds itself through another descriptor
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

int main(void) {
  const int first = open("f", O_RDWR | O_CREAT, 0600), second = open("f", O_RDWR);
  if (flock(first, LOCK_SH) == 0) flock(second, LOCK_EX);
  close(first);
  close(second);
  unlink("f");
  return 0;
}
