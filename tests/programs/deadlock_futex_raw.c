// A home-made lock on a futex word in shared memory: the one who unlocks forgets to wake.
// expect: deadlock
// dead: main @13 futex
#include <linux/futex.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static long futex(_Atomic uint32_t *word, int op, uint32_t value) {
  return syscall(SYS_futex, word, op, value, NULL, NULL, 0);
}

int main(void) {
  int locked[2];
  char byte;
  _Atomic uint32_t *word = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pipe(locked);
  if (fork() == 0) {
    atomic_store(word, 1);
    write(locked[1], "l", 1);
    usleep(100000);
    atomic_store(word, 0);
    _exit(0);
  }
  read(locked[0], &byte, 1);
  futex(word, FUTEX_WAIT, 1);
  wait(NULL);
  return 0;
}
