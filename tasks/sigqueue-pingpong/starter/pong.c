// pong PIDFILE
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  // 1. Block SIGRTMIN, then write the process number and a newline into the file argv[1].
  // 2. Answer each number that comes with SIGRTMIN; 0 is the last.
  // 3. Remove the file and print "answered N".
  (void)argv;
  return 0;
}
