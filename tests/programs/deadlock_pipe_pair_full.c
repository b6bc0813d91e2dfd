// Both directions full: parent and child first write a lot, each into its own pipe, and would read later.
// expect: deadlock
// cause: pipe-pair-full
// dead: main @24 pipe; child of main @18 pipe
#include <sys/wait.h>
#include <unistd.h>

enum { kSize = 200000 };

int main(void) {
  static char block[kSize];
  int down[2], up[2];
  pipe(down);
  pipe(up);
  if (fork() == 0) {
    close(down[1]);
    close(up[0]);
    write(up[1], block, kSize);
    read(down[0], block, kSize);
    _exit(0);
  }
  close(down[0]);
  close(up[1]);
  write(down[1], block, kSize);
  read(up[0], block, kSize);
  wait(NULL);
  return 0;
}
