// The write end is marked close-on-exec: the program that the child becomes no longer holds it.
// expect: none
#define _GNU_SOURCE
#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe2(ends, O_CLOEXEC);
  const pid_t child = fork();
  if (child == 0) {
    usleep(100000);
    execlp("sleep", "sleep", "0.4", (char *)NULL);
    _exit(127);
  }
  close(ends[1]);
  const ssize_t end = read(ends[0], &byte, 1);
  waitpid(child, NULL, 0);
  return end != 0;
}
