// The parent ends by exit(2) of its last thread, not by exit_group(2), and leaves its child.
// expect: unwaited
#include <signal.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte = 0;
  pipe(ends);
  if (fork() == 0) {
    const struct timespec nap = {0, 50000000};
    kill(getpid(), 0);
    write(ends[1], &byte, 1);
    nanosleep(&nap, NULL);
    _exit(0);
  }
  read(ends[0], &byte, 1);
  syscall(SYS_exit, 0);
}
