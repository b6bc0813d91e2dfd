// expect: deadlock
// cause: never-posted
// dead: child of main @13 semaphore; main @16 child
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
