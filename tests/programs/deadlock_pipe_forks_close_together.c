// Children made one right after the other: each is told with the fork that made it.
// expect: deadlock
// cause: unclosed-write-end
// dead: child 1 of main @17 pipe; child 2 of main @18 pipe; child 3 of main @19 pipe; main @20 child
// says: inherited by fork() at deadlock_pipe_forks_close_together.c:17
// says: inherited by fork() at deadlock_pipe_forks_close_together.c:18
// says: inherited by fork() at deadlock_pipe_forks_close_together.c:19
#include <stddef.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char c;
  if (pipe(ends) < 0) return 1;

  if (fork() == 0) _exit(read(ends[0], &c, 1) == 1);
  if (fork() == 0) _exit(read(ends[0], &c, 1) == 1);
  if (fork() == 0) _exit(read(ends[0], &c, 1) == 1);
  while (wait(NULL) > 0) continue;
  return 0;
}
