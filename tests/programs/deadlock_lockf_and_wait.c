// The parent keeps a record lock while it waits for its child, who needs the lock.
// expect: deadlock
// dead: child of main @12 file lock; main @16 child
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int file = open("/tmp/account", O_CREAT | O_RDWR, 0600);
  lockf(file, F_LOCK, 0);
  if (fork() == 0) {
    lockf(file, F_LOCK, 0);
    write(file, "1", 1);
    _exit(0);
  }
  wait(NULL);
  lockf(file, F_ULOCK, 0);
  return 0;
}
