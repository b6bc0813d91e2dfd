// A chain of 300 processes, each the child of the one before, all waiting for their child; the last one works for a
// while. Nobody is stuck, however deep the tree.
// expect: none
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  for (int depth = 0; depth < 300; ++depth) {
    const pid_t child = fork();
    if (child < 0) return 2;
    if (child > 0) {
      int status = 0;
      waitpid(child, &status, 0);
      return status != 0;
    }
  }
  struct timespec work = {0, 300 * 1000 * 1000};
  nanosleep(&work, NULL);
  return 0;
}
