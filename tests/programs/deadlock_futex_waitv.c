// Waiting for one of two futex words, neither of which anybody changes.
// expect: deadlock
// dead: child of main @19 futex; main @22 child
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

struct Waiter {
  uint64_t value, address;
  uint32_t flags, reserved;
};

int main(void) {
  uint32_t *words = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (fork() == 0) {
    struct Waiter wanted[2] = {{0, (uintptr_t)&words[0], 2, 0}, {0, (uintptr_t)&words[1], 2, 0}};
    syscall(449 /* futex_waitv */, wanted, 2, 0, NULL, 0);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
