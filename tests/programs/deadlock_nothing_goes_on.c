// Some calls fail with EINTR when their process is looked at: nobody may go on after the proof, and do what never
// happens.
// expect: deadlock
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/sem.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int set = semget(IPC_PRIVATE, 1, 0600);
  if (fork() == 0) {
    struct sembuf take = {0, -1, 0};
    semop(set, &take, 1);
    abort();
  }
  if (fork() == 0) {
    struct epoll_event event;
    epoll_wait(epoll_create1(0), &event, 1, -1);
    abort();
  }
  while (wait(NULL) > 0) {}
  semctl(set, 0, IPC_RMID);
  return 0;
}
