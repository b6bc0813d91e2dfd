// Two FIFOs, one for each direction, and both processes open the one that they read first.
// expect: deadlock
// may: leak
// cause: fifo-open-order
// dead: main @20 fifo; child of main @15 fifo
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  mkfifo("/tmp/request", 0600);
  mkfifo("/tmp/answer", 0600);
  if (fork() == 0) {
    const int in = open("/tmp/answer", O_RDONLY);
    const int out = open("/tmp/request", O_WRONLY);
    write(out, "?", 1);
    _exit(in < 0);
  }
  const int in = open("/tmp/request", O_RDONLY);
  const int out = open("/tmp/answer", O_WRONLY);
  write(out, "!", 1);
  wait(NULL);
  unlink("/tmp/request");
  unlink("/tmp/answer");
  return in < 0;
}
