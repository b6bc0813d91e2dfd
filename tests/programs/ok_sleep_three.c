// `sleep 3` runs among processes that wait for each other and, in the end, for it.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe(ends);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      close(ends[1]);
      _exit(read(ends[0], &byte, 1) != 0);  // the end of file, when the last writer is gone
    }
  if (fork() == 0) {
    execlp("sleep", "sleep", "3", (char *)NULL);
    _exit(127);
  }
  close(ends[0]);
  close(ends[1]);
  while (wait(NULL) > 0) {}
  return 0;
}
