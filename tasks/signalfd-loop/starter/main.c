// main N CMD ARG...
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  // 1. Block SIGCHLD, SIGUSR1 and SIGTERM, and make a signalfd for them.
  // 2. Start N children that execute argv[2] with argv + 2, with the mask as it was; print "started N".
  // 3. Read one event after the other and act on it, until SIGTERM.
  // 4. End the children that still run, wait for them, print "bye".
  (void)argv;
  return 0;
}
