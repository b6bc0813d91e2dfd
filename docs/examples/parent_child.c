#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pfd[2];
  char buf[64];
  ssize_t n;
  pipe(pfd);
  pid_t pid = fork();
  if (pid == 0) {
    while ((n = read(pfd[0], buf, sizeof buf)) > 0)
      fwrite(buf, 1, (size_t)n, stdout);
    return 0;
  }
  close(pfd[0]);
  dprintf(pfd[1], "hello\n");
  close(pfd[1]);
  waitpid(pid, NULL, 0);
  return 0;
}
