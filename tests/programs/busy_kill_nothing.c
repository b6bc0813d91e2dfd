// Asks whether its child is still there, and asks again.
// options: --timeout 2
// expect: busy-wait
// says: it calls kill() again and again
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  if (child == 0) {
    sleep(60);
    _exit(0);
  }
  while (kill(child, 0) == 0) {}
  wait(NULL);
  return 0;
}
