// The signal arrives, and is handled, before the child pauses for it.
// expect: deadlock
// cause: lost-signal
// dead: child of main @22 signal; main @28 child
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  int ready[2], go[2];
  char byte = 0;
  pipe(ready);
  pipe(go);
  const pid_t child = fork();
  if (child == 0) {
    struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_RESTART};
    sigaction(SIGUSR1, &action, NULL);
    write(ready[1], "r", 1);
    read(go[0], &byte, 1);
    pause();
    _exit(0);
  }
  read(ready[0], &byte, 1);
  kill(child, SIGUSR1);
  write(go[1], "g", 1);
  waitpid(child, NULL, 0);
  return 0;
}
