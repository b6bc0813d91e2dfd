// Numbers travel as the values of real-time signals between parent and child.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sigset_t set;
  siginfo_t info;
  union sigval value = {.sival_int = 0};
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN + 1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  const pid_t child = fork();
  const pid_t other = child == 0 ? getppid() : child;
  if (child != 0) sigqueue(other, SIGRTMIN + 1, value);
  for (int i = 0; i < 500; i++) {
    if (sigwaitinfo(&set, &info) < 0) return 1;
    value.sival_int = info.si_value.sival_int + 1;
    if (child == 0 || i < 499) sigqueue(other, SIGRTMIN + 1, value);
  }
  if (child == 0) _exit(0);
  wait(NULL);
  return value.sival_int != 1000;
}
