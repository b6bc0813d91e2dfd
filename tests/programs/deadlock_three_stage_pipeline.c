// A pipeline of three; the last stage forgot to close the write end of the pipe it reads from.
// expect: deadlock
// cause: unclosed-write-end
// dead: child 3 of main @30 pipe; main @34 child
#include <ctype.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int a[2], b[2];
  char c;
  pipe(a);
  pipe(b);
  if (fork() == 0) {
    close(a[0]), close(b[0]), close(b[1]);
    write(a[1], "hello", 5);
    _exit(0);
  }
  if (fork() == 0) {
    close(a[1]), close(b[0]);
    while (read(a[0], &c, 1) == 1) {
      c = (char)toupper(c);
      write(b[1], &c, 1);
    }
    _exit(0);
  }
  if (fork() == 0) {
    close(a[0]), close(a[1]);
    int count = 0;
    while (read(b[0], &c, 1) == 1) count++;
    _exit(count);
  }
  close(a[0]), close(a[1]), close(b[0]), close(b[1]);
  while (wait(NULL) > 0) {}
  return 0;
}
