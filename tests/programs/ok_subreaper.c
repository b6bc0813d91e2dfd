// A subreaper waits for a grandchild whose parent has already ended.
// expect: none
// may: unwaited, orphan
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0);
  if (fork() == 0) {
    if (fork() == 0) {
      usleep(300000);
      _exit(0);
    }
    _exit(0);
  }
  int ended = 0;
  while (wait(NULL) > 0) ended++;
  return ended != 2;
}
