// Two standard signals sent while the first is still pending count as one; the child waits for the second.
// expect: deadlock
// dead: child of main @19 signal; main @25 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int sent[2], signo;
  char byte;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  pipe(sent);
  const pid_t child = fork();
  if (child == 0) {
    read(sent[0], &byte, 1);
    for (int i = 0; i < 2; i++) sigwait(&set, &signo);
    _exit(0);
  }
  kill(child, SIGUSR1);
  kill(child, SIGUSR1);
  write(sent[1], "s", 1);
  waitpid(child, NULL, 0);
  return 0;
}
