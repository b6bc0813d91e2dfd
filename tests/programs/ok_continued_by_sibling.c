// One child stops itself, the other one lets it go on; their parent waits for both.
// expect: none
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t first = fork();
  if (first == 0) {
    raise(SIGSTOP);
    _exit(0);
  }
  siginfo_t info;
  waitid(P_PID, (id_t)first, &info, WSTOPPED | WNOWAIT);
  if (fork() == 0) {
    usleep(250000);
    kill(first, SIGCONT);
    _exit(0);
  }
  while (wait(NULL) > 0) {}
  return 0;
}
