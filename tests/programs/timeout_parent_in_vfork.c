// options: --timeout 1
// expect: timeout
// A parent in vfork() cannot be stopped to look at its stack, and must not be left half looked at.
#include <unistd.h>

int main(void) {
  if (vfork() == 0) {
    sleep(1000);
    _exit(0);
  }
  return 0;
}
