// A server opens its FIFO for reading and writing, so that it neither waits for a client nor sees an end of file.
// expect: none
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char request[4];
  mkfifo("/tmp/server", 0600);
  const int in = open("/tmp/server", O_RDWR);
  for (int i = 0; i < 3; i++)
    if (fork() == 0) {
      close(in);
      usleep(100000u * (unsigned)(i + 1));
      const int out = open("/tmp/server", O_WRONLY);
      write(out, i == 2 ? "quit" : "work", 4);
      _exit(0);
    }
  do read(in, request, 4);
  while (memcmp(request, "quit", 4) != 0);
  while (wait(NULL) > 0) {}
  unlink("/tmp/server");
  return 0;
}
