// expect: none
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>

extern char **environ;

int main(void) {
  char *argv[] = {"true", NULL};
  pid_t child;
  if (posix_spawnp(&child, "true", NULL, NULL, argv, environ) != 0) return 1;
  waitpid(child, NULL, 0);
  return system("exit 0");
}
