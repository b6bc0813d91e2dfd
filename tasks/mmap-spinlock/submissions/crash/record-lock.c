// Mistake: a record lock of the kernel, which this task does not allow, instead of a spinlock.
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
int main(int argc, char **argv) {
  (void)argc;
  long *c = mmap(NULL, 4096, 3, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  FILE *f = tmpfile();
  int fd = fileno(f);
  for (int i = atoi(argv[1]); i > 0; i--)
    if (fork() == 0) {
      char shot;
      while (read(0, &shot, 1) > 0) {}
      for (long k = atol(argv[2]); k > 0; k--) {
        struct flock l = {.l_type = F_WRLCK};
        fcntl(fd, F_SETLKW, &l);
        long v = *c;
        sched_yield();
        *c = v + 1;
        l.l_type = F_UNLCK;
        fcntl(fd, F_SETLK, &l);
      }
      _exit(0);
    }
  while (wait(NULL) > 0) {}
  printf("%ld\n", *c);
}
