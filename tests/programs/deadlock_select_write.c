// select for room in a full pipe whose reader waits for the end of the writer.
// expect: deadlock
// dead: child of main @20 pipe; main @26 child
#include <fcntl.h>
#include <sys/select.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  static char block[4096];
  pipe(ends);
  if (fork() == 0) {
    close(ends[0]);
    fcntl(ends[1], F_SETFL, O_NONBLOCK);
    for (int i = 0; i < 100; i++) {
      fd_set room;
      FD_ZERO(&room);
      FD_SET(ends[1], &room);
      select(ends[1] + 1, NULL, &room, NULL, NULL);
      write(ends[1], block, sizeof block);
    }
    _exit(0);
  }
  close(ends[1]);
  wait(NULL);
  while (read(ends[0], block, sizeof block) > 0) {}
  return 0;
}
