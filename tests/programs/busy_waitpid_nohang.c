// Polls for the end of a child that sleeps: the grader holds none of these calls, so the limit is the limit.
// options: --timeout 2
// expect: busy-wait
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    sleep(60);
    _exit(0);
  }
  while (waitpid(child, NULL, WNOHANG) == 0) {}
  return 0;
}
