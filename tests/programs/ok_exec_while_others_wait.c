// One of three processes becomes another program in the middle; the others wait for what it will say.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char text[8];
  pipe(ends);
  if (fork() == 0) {
    dup2(ends[1], STDOUT_FILENO);
    close(ends[0]);
    close(ends[1]);
    usleep(100000);
    execl("/bin/sh", "sh", "-c", "sleep 0.2; echo a; exec echo b", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  if (fork() == 0) _exit(read(ends[0], text, 2) != 2);
  wait(NULL);
  wait(NULL);
  return read(ends[0], text, sizeof text) != 2;
}
