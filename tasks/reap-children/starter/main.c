// main N M COMMAND [ARG...]: runs COMMAND N times as child processes, at most M of them at the same time.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

// Starts job number `job`: a child process that executes the command with the job's number as its last argument.
static void start(char **command, int words, int job) {
  // fork(); in the child: build the argument list, execvp(), and _exit(127) if that failed.
  (void)command;
  (void)words;
  (void)job;
}

int main(int argc, char **argv) {
  if (argc < 4) {
    fprintf(stderr, "usage: %s N M COMMAND [ARG...]\n", argv[0]);
    return 2;
  }
  int jobs = atoi(argv[1]), most = atoi(argv[2]);
  long sum = 0;
  (void)most;

  // Start jobs while fewer than `most` run. When one ends, take its status and start the next.
  for (int job = 1; job <= jobs; ++job) start(argv + 3, argc - 3, job);

  printf("jobs %d sum %ld\n", jobs, sum);
  return 0;
}
