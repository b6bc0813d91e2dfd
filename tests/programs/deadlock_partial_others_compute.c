// Two children wait for each other; a third one computes for a while and ends; the parent waits for all of them.
// expect: deadlock
// dead: child 1 of main @15 pipe; child 2 of main @15 pipe; main @28 child
#include <stdint.h>
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
  if (fork() == 0) {
    volatile uint64_t x = 1;
    for (int i = 0; i < 60000000; i++) x = x * 6364136223846793005u + 1;
    _exit(0);
  }
  while (wait(NULL) > 0) {}
  return 0;
}
