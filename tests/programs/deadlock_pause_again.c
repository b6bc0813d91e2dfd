// The signal ends the child's pause(), but the loop around it tests nothing and waits again.
// expect: deadlock
// dead: child of main @15 signal; main @19 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  signal(SIGTERM, nothing);
  const pid_t child = fork();
  if (child == 0) {
    for (;;)
      pause();
  }
  usleep(200000);
  kill(child, SIGTERM);
  wait(NULL);
  return 0;
}
