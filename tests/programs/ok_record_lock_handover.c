// Three processes pass a record lock (F_SETLKW) on: the end of its holder releases it.
// expect: none
#include <fcntl.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int status, bad = 0;
  const int file = open("/tmp/records", O_CREAT | O_RDWR, 0600);
  unlink("/tmp/records");
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      struct flock whole = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
      if (fcntl(file, F_SETLKW, &whole) != 0) _exit(1);
      usleep(120000);
      _exit(0);
    }
  while (wait(&status) > 0) bad |= status;
  return bad != 0;
}
