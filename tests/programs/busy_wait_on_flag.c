// options: --timeout 2
// expect: busy-wait
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  volatile int *flag = mmap(NULL, sizeof *flag, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    while (*flag == 0) {}
    _exit(0);
  }
  wait(NULL);
  return 0;
}
