// main COMMAND NAME …: numbers go from a sender to a receiver; a signal and a semaphore announce each. See the statement.
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "channel.h"

// Creates the object; its three semaphores are for several processes and start at 0.
static int create(const char* name) {
  (void)name;
  return 1;
}

// Opens the object NAME and maps it; NULL when it is not there.
static struct channel* open_channel(const char* name) {
  (void)name;
  return NULL;
}

// Installs the handler for SIGUSR1, writes its pid into the channel, posts ready. Then for each number: waits until both
// the signal and go have come, prints the number, posts done. 0 is the end.
static int receive(struct channel* c) {
  (void)c;
  return 1;
}

// Stores the number, sends SIGUSR1 and posts go, waits for done.
static int send_number(struct channel* c, long number) {
  (void)c, (void)number;
  return 1;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  if (strcmp(argv[1], "create") == 0) return create(argv[2]);
  if (strcmp(argv[1], "remove") == 0) return shm_unlink(argv[2]) == 0 ? 0 : 1;
  struct channel* c = open_channel(argv[2]);
  if (c == NULL) return 1;
  if (strcmp(argv[1], "receive") == 0) return receive(c);
  // send: wait for ready first.
  for (int i = 3; i < argc; ++i) send_number(c, atol(argv[i]));
  return send_number(c, 0);
}
