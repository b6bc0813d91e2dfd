// expect: crash
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  if (fork() == 0) abort();
  wait(NULL);
  return 0;
}
