// The standard streams have names, too, also for another user than the one who made the pipes behind them.
// expect: none
#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

int main(void) {
  if (open("/dev/stdin", O_RDONLY) < 0) abort();
  if (open("/dev/stdout", O_WRONLY) < 0 || open("/proc/self/fd/2", O_WRONLY) < 0) abort();
  return 0;
}
