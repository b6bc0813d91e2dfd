// The parent ends by exit(2) of its last thread, not by exit_group(2), and leaves its child.
// expect: unwaited
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  if (fork() == 0) {
    const struct timespec nap = {0, 50000000};
    nanosleep(&nap, NULL);
    _exit(0);
  }
  usleep(1000);
  syscall(SYS_exit, 0);
}
