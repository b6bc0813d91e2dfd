// Four writers append to one file, each under lockf, slowly.
// expect: none
#include <fcntl.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int file = open("/tmp/journal", O_CREAT | O_RDWR | O_APPEND, 0600);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      for (int line = 0; line < 3; line++) {
        lockf(file, F_LOCK, 0);
        usleep(20000);
        dprintf(file, "writer %d line %d\n", i, line);
        lockf(file, F_ULOCK, 0);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  unlink("/tmp/journal");
  return 0;
}
