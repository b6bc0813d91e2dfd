// expect: none
#include <signal.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  if (fork() == 0) {
    signal(SIGALRM, nothing);
    const struct itimerval once = {{0, 0}, {0, 400000}};
    setitimer(ITIMER_REAL, &once, NULL);
    pause();
    _exit(0);
  }
  wait(NULL);
  return 0;
}
