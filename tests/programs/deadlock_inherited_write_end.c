// The second child inherited the write end to the first one, `cat`: closing it in the parent is not enough.
// expect: deadlock
// cause: unclosed-write-end
// dead: child 1 of main (cat) @- pipe; child 2 of main (cat) @- pipe; main @29 child
#include <sys/wait.h>
#include <unistd.h>

static pid_t start_cat(int *write_end) {
  int ends[2];
  pipe(ends);
  const pid_t child = fork();
  if (child == 0) {
    dup2(ends[0], STDIN_FILENO);
    close(ends[0]);
    close(ends[1]);
    execlp("cat", "cat", (char *)NULL);
    _exit(127);
  }
  close(ends[0]);
  *write_end = ends[1];
  return child;
}

int main(void) {
  int first_end, second_end;
  const pid_t first = start_cat(&first_end);
  const pid_t second = start_cat(&second_end);
  close(first_end);
  waitpid(first, NULL, 0);
  close(second_end);
  waitpid(second, NULL, 0);
  return 0;
}
