// The parent waits for its child's end, the child for a byte from its parent.
// expect: deadlock
// cause: parent-child-cycle
// dead: child of main @15 pipe; main @19 child
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe(ends);
  const pid_t child = fork();
  if (child == 0) {
    close(ends[1]);
    read(ends[0], &byte, 1);
    _exit(0);
  }
  close(ends[0]);
  waitpid(child, NULL, 0);
  write(ends[1], "x", 1);
  return 0;
}
