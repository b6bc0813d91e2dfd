// Workers that wait for ever, in a process group of their own, which their parent ends after the work.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  pid_t group = 0;
  for (int i = 0; i < 3; i++) {
    const pid_t child = fork();
    if (child == 0) {
      setpgid(0, group);
      for (;;) pause();
    }
    if (group == 0) group = child;
    setpgid(child, group);
  }
  usleep(300000);
  kill(-group, SIGTERM);
  while (waitpid(-group, NULL, 0) > 0) {}
  return 0;
}
