// The child stops itself; the parent waits for its end, and nobody lets it go on.
// expect: deadlock
// cause: stopped
// dead: child of main @12 stopped; main @15 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  return 0;
}
