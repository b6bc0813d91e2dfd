// The reader opens the FIFO long before the writer comes.
// expect: none
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  char byte;
  mkfifo("/tmp/late", 0600);
  if (fork() == 0) {
    const struct timespec nap = {0, 400000000};
    nanosleep(&nap, NULL);
    const int out = open("/tmp/late", O_WRONLY);
    write(out, "x", 1);
    _exit(0);
  }
  const int in = open("/tmp/late", O_RDONLY);
  read(in, &byte, 1);
  wait(NULL);
  unlink("/tmp/late");
  return 0;
}
