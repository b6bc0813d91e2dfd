// The server opened its FIFO for reading and writing: it never sees the end of file after its last client.
// expect: deadlock
// may: leak
// dead: main @21 fifo
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char text[16];
  mkfifo("/tmp/server", 0600);
  const int in = open("/tmp/server", O_RDWR);
  if (fork() == 0) {
    close(in);
    const int out = open("/tmp/server", O_WRONLY);
    write(out, "hello", 5);
    _exit(0);
  }
  wait(NULL);
  while (read(in, text, sizeof text) > 0) {}
  unlink("/tmp/server");
  return 0;
}
