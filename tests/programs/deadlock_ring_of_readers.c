// Three processes pass a token round a ring of pipes: each reads first, and nobody starts. The ends are closed well.
// expect: deadlock
// dead: child 1 of main @20 pipe; child 2 of main @20 pipe; child 3 of main @20 pipe; main @30 child
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ring[3][2];
  for (int i = 0; i < 3; i++)
    if (pipe(ring[i]) < 0) return 1;
  for (int i = 0; i < 3; i++) {
    if (fork() == 0) {
      const int in = ring[i][0], out = ring[(i + 1) % 3][1];
      int token;
      for (int k = 0; k < 3; k++) {
        if (ring[k][0] != in) close(ring[k][0]);
        if (ring[k][1] != out) close(ring[k][1]);
      }
      // Who should write the first one?
      if (read(in, &token, sizeof token) != sizeof token) _exit(2);
      if (write(out, &token, sizeof token) != sizeof token) _exit(3);
      _exit(0);
    }
  }
  for (int i = 0; i < 3; i++) {
    close(ring[i][0]);
    close(ring[i][1]);
  }
  for (int i = 0; i < 3; i++)
    wait(NULL);
  return 0;
}
