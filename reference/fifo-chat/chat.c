// One side of a conversation: OUT and IN are opened by two threads, so no order of opening can be the wrong one.
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static void make_fifo(const char* path) {
  if (mkfifo(path, 0600) < 0 && errno != EEXIST) fail(path);
}

static int open_fifo(const char* path, int flags) {
  int fd = open(path, flags | O_CLOEXEC);
  if (fd < 0) fail(path);
  return fd;
}

static void copy_to_the_end(int from, int to) {
  char buffer[4096];
  ssize_t n;
  while ((n = read(from, buffer, sizeof buffer)) > 0)
    for (ssize_t done = 0, m; done < n; done += m)
      if ((m = write(to, buffer + done, n - done)) < 0) fail("write");
  if (n < 0) fail("read");
}

static void* listen_to(void* path) {
  int in = open_fifo(path, O_RDONLY);
  copy_to_the_end(in, STDOUT_FILENO);
  close(in);
  return NULL;
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s OUT IN\n", argv[0]);
    return 2;
  }
  // Both before either is opened: the other side may be gone, and its FIFO with it, once ours are open.
  make_fifo(argv[1]);
  make_fifo(argv[2]);
  pthread_t listener;
  if (pthread_create(&listener, NULL, listen_to, argv[2]) != 0) return 1;
  int out = open_fifo(argv[1], O_WRONLY);
  copy_to_the_end(STDIN_FILENO, out);
  close(out);
  pthread_join(listener, NULL);
  unlink(argv[2]);
  return 0;
}
