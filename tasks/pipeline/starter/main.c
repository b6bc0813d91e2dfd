// main COMMAND...: runs its arguments as a pipeline, as a shell does with '|'.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// In a child: splits the command at its spaces and becomes it. Does not return.
static void run(char *command) {
  char *words[] = {command, NULL};  // strtok(3) splits it into more words
  execvp(words[0], words);
  perror(words[0]);
  _exit(127);
}

int main(int argc, char **argv) {
  if (argc < 2) {
    fprintf(stderr, "usage: %s COMMAND...\n", argv[0]);
    return 2;
  }
  // For each command: a pipe to the next one (but not after the last), a child, and in it dup2() of the ends it
  // reads and writes. Who needs which end, and who must close which?
  pid_t pid = fork();
  if (pid == 0) run(argv[1]);

  // Wait for all children; the last command's status is the program's own.
  int status = 0;
  waitpid(pid, &status, 0);
  return WEXITSTATUS(status);
}
