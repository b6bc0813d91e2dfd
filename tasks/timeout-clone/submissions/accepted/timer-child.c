// A second child keeps the time; whichever of the two ends first decides.
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
static pid_t timer(double seconds) {
  pid_t p = fork();
  if (p == 0) {
    struct timespec t = {(time_t)seconds, (long)((seconds - (time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
    _exit(0);
  }
  return p;
}
int main(int argc, char **argv) {
  char *end;
  if (argc < 3) return 125;
  double seconds = strtod(argv[1], &end);
  if (*end || end == argv[1] || seconds < 0) return 125;
  pid_t command = fork();
  if (command < 0) return 125;
  if (command == 0) {
    setpgid(0, 0);
    execvp(argv[2], argv + 2);
    _exit(errno == ENOENT ? 127 : 126);
  }
  setpgid(command, command);
  pid_t t = timer(seconds);
  int status, late = 0, rounds = 0;
  for (;;) {
    int s;
    pid_t p = wait(&s);
    if (p == command) { status = s; break; }
    late = 1;
    t = 0;
    kill(-command, rounds++ ? SIGKILL : SIGTERM);
    if (rounds == 1) t = timer(0.5);
  }
  if (t > 0) {
    kill(t, SIGKILL);
    waitpid(t, NULL, 0);
  }
  if (late) return 124;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
