// client NAME PRIORITY WORD...
#include <fcntl.h>
#include <mqueue.h>
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  // Open the queue argv[1] (status 1 if it is not there) and send argv[3], argv[4], ... with priority argv[2].
  (void)argv;
  return 0;
}
