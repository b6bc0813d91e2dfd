// main SECONDS CMD ARG...
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kTimeUp = 124, kOwnFault = 125, kCannotRun = 126, kNotFound = 127 };

int main(int argc, char** argv) {
  if (argc < 3) return kOwnFault;
  // 1. Read the time (strtod).
  // 2. fork; the child makes a process group of its own and executes the command.
  // 3. Wait until it ends or the time is up.
  // 4. When the time is up: SIGTERM to the group, half a second later SIGKILL; wait for the child.
  (void)argv;
  return 0;
}
