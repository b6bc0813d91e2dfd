// One byte far beyond the largest file allowed: SIGXFSZ.
// expect: limit | crash
// may: leak
#include <fcntl.h>
#include <unistd.h>

int main(void) {
  const int out = open("/tmp/big", O_CREAT | O_WRONLY, 0600);
  unlink("/tmp/big");
  return pwrite(out, "x", 1, 10ll << 30) != 1;
}
