// A daemon made by the double fork: its parent is gone, and it still answers a client through a FIFO.
// expect: none
// may: unwaited, orphan
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char text[8];
  mkfifo("/tmp/daemon", 0600);
  if (fork() == 0) {
    setsid();
    if (fork() != 0) _exit(0);
    usleep(250000);
    const int out = open("/tmp/daemon", O_WRONLY);
    write(out, "here", 4);
    _exit(0);
  }
  wait(NULL);
  const int in = open("/tmp/daemon", O_RDONLY);
  const ssize_t n = read(in, text, sizeof text);
  while (read(in, text, sizeof text) > 0) {}
  unlink("/tmp/daemon");
  return n != 4;
}
