// The child reads to the end of a pipe whose write end it still holds itself.
// expect: deadlock
// cause: unclosed-write-end
// dead: child of main @13 pipe; main @19 child
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char buffer[16];
  pipe(ends);
  if (fork() == 0) {
    while (read(ends[0], buffer, sizeof buffer) > 0) {}
    _exit(0);
  }
  close(ends[0]);
  write(ends[1], "hello", 5);
  close(ends[1]);
  wait(NULL);
  return 0;
}
