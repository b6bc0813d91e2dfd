// expect: zombie
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  const struct timespec nap = {1, 200000000};
  if (fork() == 0) _exit(0);
  nanosleep(&nap, NULL);
  wait(NULL);
  return 0;
}
