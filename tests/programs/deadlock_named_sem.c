// expect: deadlock
// dead: child of main @12 semaphore; main @15 child
#include <fcntl.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *s = sem_open("/turn", O_CREAT | O_EXCL, 0600, 0);
  sem_unlink("/turn");
  if (fork() == 0) {
    sem_wait(s);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
