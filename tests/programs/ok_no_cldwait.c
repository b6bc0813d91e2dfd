// expect: none
#include <signal.h>
#include <time.h>
#include <unistd.h>

static void nothing(int signo) { (void)signo; }

int main(void) {
  const struct timespec nap = {0, 900000000};
  struct sigaction action = {.sa_handler = nothing, .sa_flags = SA_NOCLDWAIT | SA_RESTART};
  sigaction(SIGCHLD, &action, NULL);
  if (fork() == 0) _exit(0);
  nanosleep(&nap, NULL);
  return 0;
}
