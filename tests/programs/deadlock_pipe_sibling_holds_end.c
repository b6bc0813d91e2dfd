// A pipeline whose parent forgot to close its write end: the reader never sees the end of file.
// expect: deadlock
// cause: unclosed-write-end
// dead: child 2 of main @19 pipe; main @23 child
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char buffer[16];
  pipe(ends);
  if (fork() == 0) {
    close(ends[0]);
    write(ends[1], "hello", 5);
    _exit(0);
  }
  if (fork() == 0) {
    close(ends[1]);
    while (read(ends[0], buffer, sizeof buffer) > 0) {}
    _exit(0);
  }
  wait(NULL);
  wait(NULL);
  return 0;
}
