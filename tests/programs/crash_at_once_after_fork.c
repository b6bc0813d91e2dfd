// The child dies before anything else can see it, and the parent reaps it at once.
// expect: crash
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int status;
  if (fork() == 0) {
    volatile int *nothing = 0;
    *nothing = 1;
  }
  wait(&status);
  return 0;
}
