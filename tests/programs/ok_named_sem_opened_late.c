// The one who posts opens the named semaphore only after the other has long been waiting.
// expect: none
#include <fcntl.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const pid_t child = fork();
  sem_t *ready;
  if (child == 0) {
    usleep(300000);
    ready = sem_open("/ready", O_CREAT, 0600, 0);
    sem_post(ready);
    _exit(0);
  }
  ready = sem_open("/ready", O_CREAT, 0600, 0);
  sem_wait(ready);
  waitpid(child, NULL, 0);
  sem_unlink("/ready");
  return 0;
}
