// main COMMAND [ARG...]: runs the command, then prints its status and what it has written.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s COMMAND [ARG...]\n", argv[0]);
    return 2;
  }
  // 1. Make a pipe and a child. The child's standard output becomes the pipe, then it becomes the command.
  // 2. The parent reads the pipe until the end of file: how does that come about, and how much can there be?
  // 3. Wait for the child.
  int status = 0;
  printf("status %d\n", status);
  // 4. Print what was read, each line after "| ".
  return 0;
}
