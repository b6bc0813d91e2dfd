// vfork: the parent is asleep until the child has started another program, and then waits for that.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  for (int i = 0; i < 3; i++) {
    const pid_t child = vfork();
    if (child == 0) {
      execlp("sleep", "sleep", "0.1", (char *)NULL);
      _exit(127);
    }
    waitpid(child, NULL, 0);
  }
  return 0;
}
