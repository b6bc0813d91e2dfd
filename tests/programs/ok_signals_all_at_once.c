// Eight children answer at once while their parent still signals the rest: kill never fails with EINTR, nobody is left out.
// expect: none
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kChildren = 8, kRounds = 20 };
static volatile sig_atomic_t calls, answers;
static void called(int signo) { (void)signo; calls++; }
static void answered(int signo) { (void)signo; answers++; }

static void handle(int signo, void (*handler)(int)) {
  struct sigaction action;
  memset(&action, 0, sizeof action);
  action.sa_handler = handler;
  sigaction(signo, &action, NULL);
}

static void child(int number, const sigset_t *open) {
  for (int round = 1; round <= kRounds; round++) {
    while (calls < round) sigsuspend(open);
    if (kill(getppid(), SIGRTMIN + number) < 0) abort();  // one for each: none of these merges with another
  }
  _exit(0);
}

int main(void) {
  handle(SIGUSR1, called);
  for (int i = 0; i < kChildren; i++) handle(SIGRTMIN + i, answered);
  sigset_t usr1, open;
  sigemptyset(&usr1);
  sigaddset(&usr1, SIGUSR1);
  sigprocmask(SIG_BLOCK, &usr1, &open);
  pid_t children[kChildren];
  for (int i = 0; i < kChildren; i++)
    if ((children[i] = fork()) == 0) child(i, &open);
  for (int round = 1; round <= kRounds; round++) {
    for (int i = 0; i < kChildren; i++)
      if (kill(children[i], SIGUSR1) < 0) abort();
    sigset_t all, old;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &old);
    while (answers < round * kChildren) sigsuspend(&old);
    sigprocmask(SIG_SETMASK, &old, NULL);
  }
  for (int i = 0; i < kChildren; i++) wait(NULL);
  return 0;
}
