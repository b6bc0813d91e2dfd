// Reads what its children send, one of them late, and waits for all of them then: the first is no zombie.
// expect: none
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe(ends);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      close(ends[0]);
      usleep(i == 2 ? 1500000 : 1000);
      write(ends[1], "x", 1);
      _exit(0);
    }
  close(ends[1]);
  while (read(ends[0], &byte, 1) == 1) putchar(byte);
  while (wait(NULL) > 0) continue;
  return 0;
}
