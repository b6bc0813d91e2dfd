// Both have the FIFO open; its name is gone while the reader still waits for what the writer has to say.
// expect: none
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char text[8];
  mkfifo("short_lived", 0600);
  if (fork() == 0) {
    const int out = open("short_lived", O_WRONLY);
    usleep(250000);
    write(out, "late", 4);
    _exit(0);
  }
  const int in = open("short_lived", O_RDONLY);
  unlink("short_lived");
  int total = 0;
  for (ssize_t n; (n = read(in, text, sizeof text)) > 0;) total += (int)n;
  wait(NULL);
  return total != 4;
}
