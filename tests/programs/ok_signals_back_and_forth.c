// Parent and child wake each other with signals a thousand times.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  int signo;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  const pid_t child = fork();
  for (int i = 0; i < 1000; i++) {
    if (child == 0) {
      sigwait(&set, &signo);
      kill(getppid(), SIGUSR1);
    } else {
      kill(child, SIGUSR1);
      sigwait(&set, &signo);
    }
  }
  if (child == 0) _exit(0);
  wait(NULL);
  return 0;
}
