// Each process waits for the one before it; the first one sleeps.
// expect: none
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  int before = -1;
  for (int i = 0; i < 8; i++) {
    int ends[2];
    pipe(ends);
    if (fork() == 0) {
      const struct timespec nap = {0, 400000000};
      char byte = 0;
      close(ends[0]);
      if (before < 0)
        nanosleep(&nap, NULL);
      else
        read(before, &byte, 1);
      write(ends[1], &byte, 1);
      _exit(0);
    }
    if (before >= 0) close(before);
    close(ends[1]);
    before = ends[0];
  }
  char byte;
  read(before, &byte, 1);
  while (wait(NULL) > 0) {}
  return 0;
}
