// options: --timeout 2
// expect: timeout
#include <time.h>

int main(void) {
  const struct timespec nap = {0, 10000000};
  for (;;) nanosleep(&nap, NULL);
}
