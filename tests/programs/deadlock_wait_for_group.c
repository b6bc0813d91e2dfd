// The parent waits for a process group, whose members wait for a byte from the parent.
// expect: deadlock
// dead: child 1 of main @18 pipe; child 2 of main @18 pipe; main @24 child
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  siginfo_t info;
  pid_t group = 0;
  pipe(ends);
  for (int i = 0; i < 2; i++) {
    const pid_t child = fork();
    if (child == 0) {
      close(ends[1]);
      _exit(read(ends[0], &byte, 1) != 1);
    }
    if (group == 0) group = child;
    setpgid(child, group);
  }
  close(ends[0]);
  waitid(P_PGID, (id_t)group, &info, WEXITED);
  write(ends[1], "xx", 2);
  return 0;
}
