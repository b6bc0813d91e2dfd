// narrow PATH ROOM: a FIFO with room for ROOM bytes only. Prints what a client has written there before a line comes on
// standard input, and then the lines, up to `quit`.
//
// A write of up to PIPE_BUF bytes happens at once or waits: of a line that is one write nothing is there as long as the
// whole has no room.
#define _GNU_SOURCE
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 3 || mkfifo(argv[1], 0600) < 0) return 2;
  int fd = open(argv[1], O_RDWR);
  int size = fd < 0 ? -1 : fcntl(fd, F_SETPIPE_SZ, 4096);
  int filling = size - atoi(argv[2]);
  char* filler = size < 0 || filling <= 0 ? NULL : calloc(1, (size_t)size);
  if (filler == NULL || write(fd, filler, (size_t)filling) != filling) return 2;
  puts("narrow");
  fflush(stdout);
  (void)getchar();

  int there = 0;
  if (ioctl(fd, FIONREAD, &there) < 0 || read(fd, filler, (size_t)filling) != filling) return 2;
  there -= filling;
  if (there == 0) puts("no part of a line");
  char text[1 << 12] = "";
  if (there > 0) {
    if (read(fd, text, (size_t)there) != there) return 2;
    int whole = text[there - 1] == '\n';
    printf(whole ? "a whole line\n" : "a part of a line: %s\n", text);
  }
  // The rest, in whatever pieces: the client shall be able to end.
  size_t used = (size_t)there;
  while (strstr(text, "quit\n") == NULL && used < sizeof text - 1) {
    ssize_t got = read(fd, text + used, sizeof text - 1 - used);
    if (got <= 0) break;
    used += (size_t)got;
    text[used] = '\0';
  }
  fputs(text, stdout);
  free(filler);
  return unlink(argv[1]) == 0 ? 0 : 1;
}
