// options: --timeout 4
// expect: limit
// may: busy-wait, timeout, unwaited, orphan, zombie
#include <unistd.h>

int main(void) {
  for (;;) fork();
}
