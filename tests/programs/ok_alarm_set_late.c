// Many processes set a short timer each, one after the other, and then sleep until it fires.
// expect: none
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  int signo;
  sigemptyset(&set);
  sigaddset(&set, SIGALRM);
  sigprocmask(SIG_BLOCK, &set, NULL);
  for (int i = 0; i < 8; i++)
    if (fork() == 0) {
      const struct itimerval once = {{0, 0}, {0, 50000}};
      for (int turn = 0; turn < 3; turn++) {
        setitimer(ITIMER_REAL, &once, NULL);
        sigwait(&set, &signo);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  return 0;
}
