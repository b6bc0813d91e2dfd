// One byte runs through a ring of six processes, five thousand times round.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

enum { kRing = 6, kRounds = 5000 };

int main(void) {
  int ends[kRing][2];
  char byte = 0;
  for (int i = 0; i < kRing; i++) pipe(ends[i]);
  for (int i = 0; i < kRing; i++)
    if (fork() == 0) {
      for (int round = 0; round < kRounds; round++) {
        read(ends[i][0], &byte, 1);
        if (i < kRing - 1 || round < kRounds - 1) write(ends[(i + 1) % kRing][1], &byte, 1);
      }
      _exit(0);
    }
  write(ends[0][1], &byte, 1);
  while (wait(NULL) > 0) {}
  return 0;
}
