// echo | tr | wc, with every descriptor closed where it should be.
// expect: none
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void stage(int in, int out, int unused, char *const argv[]) {
  if (fork() != 0) return;
  if (in >= 0) dup2(in, 0), close(in);
  if (out >= 0) dup2(out, 1), close(out);
  if (unused >= 0) close(unused);
  execvp(argv[0], argv);
  _exit(127);
}

int main(void) {
  int a[2], b[2], failed = 0, status;
  char *echo[] = {"echo", "hello", NULL}, *tr[] = {"tr", "a-z", "A-Z", NULL}, *wc[] = {"wc", "-c", NULL};
  pipe(a);
  stage(-1, a[1], a[0], echo);
  close(a[1]);
  pipe(b);
  stage(a[0], b[1], b[0], tr);
  close(a[0]);
  close(b[1]);
  stage(b[0], -1, -1, wc);
  close(b[0]);
  while (wait(&status) > 0) failed |= status;
  return failed != 0;
}
