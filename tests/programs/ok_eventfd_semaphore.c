// Three consumers wait on an eventfd in semaphore mode; the producer fills it once, late.
// expect: none
#include <stdint.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int tokens = eventfd(0, EFD_SEMAPHORE);
  uint64_t one = 0, three = 3;
  int status, bad = 0;
  for (int i = 0; i < 3; i++)
    if (fork() == 0) _exit(read(tokens, &one, sizeof one) != sizeof one || one != 1);
  usleep(250000);
  write(tokens, &three, sizeof three);
  while (wait(&status) > 0) bad |= status;
  return bad != 0;
}
