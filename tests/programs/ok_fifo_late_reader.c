// The writer opens the FIFO, and waits; the reader comes late.
// expect: none
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char text[8];
  mkfifo("/tmp/late", 0600);
  if (fork() == 0) {
    const int out = open("/tmp/late", O_WRONLY);
    _exit(write(out, "hello", 5) != 5);
  }
  usleep(300000);
  const int in = open("/tmp/late", O_RDONLY);
  const ssize_t n = read(in, text, sizeof text);
  wait(NULL);
  unlink("/tmp/late");
  return n != 5;
}
