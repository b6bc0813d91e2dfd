// Two files locked with flock in opposite order.
// expect: deadlock
// cause: file-lock-cycle
// dead: child 1 of main @22 file lock; child 2 of main @22 file lock; main @25 child
#include <fcntl.h>
#include <sys/file.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int hold[2][2];
  char byte;
  const char *names[2] = {"/tmp/a", "/tmp/b"};
  pipe(hold[0]);
  pipe(hold[1]);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      const int first = open(names[i], O_CREAT | O_RDWR, 0600), second = open(names[1 - i], O_CREAT | O_RDWR, 0600);
      flock(first, LOCK_EX);
      write(hold[i][1], "h", 1);
      read(hold[1 - i][0], &byte, 1);
      flock(second, LOCK_EX);
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return 0;
}
