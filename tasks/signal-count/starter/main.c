#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// Handlers may use variables of this type, and the functions listed in signal-safety(7).
static volatile sig_atomic_t usr1, usr2;

int main(void) {
  // 1. Install handlers for SIGUSR1, SIGUSR2 and SIGTERM (sigaction).
  // 2. Print "ready"; flush after each line.
  // 3. Obey the lines count, hold and release until SIGTERM or the end of the input.
  // 4. Print the counts and "bye".
  (void)usr1, (void)usr2;
  return 0;
}
