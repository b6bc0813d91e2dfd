// The loop ends when wait() returns 0, which it never does: without children it fails at once, for ever.
// options: --timeout 2
// expect: busy-wait
// says: it calls wait() again and again
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  if (fork() == 0) _exit(0);
  while (wait(NULL)) {}
  return 0;
}
