// semtimedop gives up a System V semaphore that nobody raises.
// expect: none
#define _GNU_SOURCE
#include <errno.h>
#include <sys/ipc.h>
#include <sys/sem.h>
#include <time.h>

int main(void) {
  const int set = semget(IPC_PRIVATE, 1, 0600);
  struct sembuf take = {0, -1, 0};
  const struct timespec patience = {0, 300000000};
  const int got = semtimedop(set, &take, 1, &patience);
  const int reason = errno;
  semctl(set, 0, IPC_RMID);
  return got == -1 && reason == EAGAIN ? 0 : 1;
}
