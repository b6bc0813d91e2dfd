// The parent reads its child's output to the end and only then its errors: the second pipe is full by then.
// expect: deadlock
// cause: pipe-pair-full
// dead: main @23 pipe; child of main @18 pipe
// says: that main would read later
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int out[2], err[2];
  static char block[4096];
  if (pipe(out) != 0 || pipe(err) != 0) return 1;
  if (fork() == 0) {
    close(out[0]);
    close(err[0]);
    for (int i = 0; i < 32; i++) {
      if (write(err[1], block, sizeof block) < 0 || write(out[1], block, 16) < 0) exit(1);
    }
    exit(0);
  }
  close(out[1]), close(err[1]);
  while (read(out[0], block, sizeof block) > 0) {}
  while (read(err[0], block, sizeof block) > 0) {}
  wait(NULL);
  return 0;
}
