// Two children become cat: one carries standard input to OUT, the other carries IN to standard output.
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 3) return 2;
  mkfifo(argv[1], 0600);
  mkfifo(argv[2], 0600);
  pid_t speaker = fork();
  if (speaker == 0) {
    int out = open(argv[1], O_WRONLY);
    if (out < 0) _exit(1);
    dup2(out, 1);
    close(out);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
  }
  pid_t listener = fork();
  if (listener == 0) {
    int in = open(argv[2], O_RDONLY);
    if (in < 0) _exit(1);
    dup2(in, 0);
    close(in);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
  }
  close(0);
  waitpid(speaker, NULL, 0);
  waitpid(listener, NULL, 0);
  unlink(argv[2]);
  return 0;
}
