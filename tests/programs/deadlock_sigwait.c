// expect: deadlock
// dead: child of main @14 signal; main @17 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  int signo;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR2);
  sigprocmask(SIG_BLOCK, &set, NULL);
  if (fork() == 0) {
    sigwait(&set, &signo);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
