// Two children wait for each other; a third one goes on and on, so only the time limit tells that nobody helps them.
// options: --timeout 2
// expect: deadlock
// may: timeout
// dead: child 1 of main @16 pipe; child 2 of main @16 pipe
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int left[2], right[2];
  char byte;
  pipe(left);
  pipe(right);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      read(i == 0 ? left[0] : right[0], &byte, 1);
      write(i == 0 ? right[1] : left[1], &byte, 1);
      _exit(0);
    }
  close(left[0]);
  close(left[1]);
  close(right[0]);
  close(right[1]);
  if (fork() == 0)
    for (;;) usleep(10000);
  while (wait(NULL) > 0) {}
  return 0;
}
