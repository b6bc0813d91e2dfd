// The child nags with SIGUSR1 until its parent, who pauses between, has heard it three times and ends it.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static volatile sig_atomic_t heard;
static void hear(int signo) {
  (void)signo;
  heard++;
}

int main(void) {
  signal(SIGUSR1, hear);
  const pid_t child = fork();
  if (child == 0)
    for (;;) {
      usleep(70000);
      kill(getppid(), SIGUSR1);
    }
  while (heard < 3) pause();
  kill(child, SIGTERM);
  waitpid(child, NULL, 0);
  return 0;
}
