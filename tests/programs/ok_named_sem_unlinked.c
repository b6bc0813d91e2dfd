// The name of the semaphore is removed at once; both have it open, and the post comes late.
// expect: none
#include <fcntl.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *turn = sem_open("/turn", O_CREAT | O_EXCL, 0600, 0);
  sem_unlink("/turn");
  if (fork() == 0) {
    usleep(300000);
    sem_post(turn);
    sem_close(turn);
    _exit(0);
  }
  sem_wait(turn);
  sem_close(turn);
  wait(NULL);
  return 0;
}
