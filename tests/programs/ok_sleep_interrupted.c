// A sleep that a stop and a continue interrupt: the kernel restarts it, as a call of another name.
// expect: none
#define _GNU_SOURCE
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  int status = 1;
  const pid_t child = fork();
  if (child == 0) {
    const struct timespec nap = {0, 600000000};
    _exit(nanosleep(&nap, NULL));  // a stop interrupts it; the kernel restarts it by itself
  }
  usleep(100000);
  kill(child, SIGSTOP);
  waitpid(child, NULL, WUNTRACED);
  usleep(200000);
  kill(child, SIGCONT);
  waitpid(child, &status, 0);
  return status != 0;
}
