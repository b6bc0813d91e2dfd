// The parent waits for its children one after the other by pid: a later one has ended long before its turn comes.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pid_t children[3];
  for (int i = 0; i < 3; ++i)
    if ((children[i] = fork()) == 0) {
      if (i == 0) usleep(1200 * 1000);
      _exit(0);
    }
  for (int i = 0; i < 3; ++i) waitpid(children[i], NULL, 0);
  return 0;
}
