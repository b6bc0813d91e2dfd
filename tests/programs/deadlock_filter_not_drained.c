// The parent sends everything through `cat` before it reads anything back.
// expect: deadlock
// cause: pipe-pair-full
// dead: main @25 pipe; child of main (cat) @- pipe
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  static char block[1 << 20];
  int down[2], up[2];
  pipe(down);
  pipe(up);
  if (fork() == 0) {
    dup2(down[0], STDIN_FILENO);
    dup2(up[1], STDOUT_FILENO);
    close(down[0]);
    close(down[1]);
    close(up[0]);
    close(up[1]);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
  }
  close(down[0]);
  close(up[1]);
  write(down[1], block, sizeof block);
  close(down[1]);
  while (read(up[0], block, sizeof block) > 0) {}
  wait(NULL);
  return 0;
}
