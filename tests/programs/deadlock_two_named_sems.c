// Ping and pong each wait for the other's semaphore first.
// expect: deadlock
// may: leak
// dead: main @18 semaphore; child of main @14 semaphore
#include <fcntl.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *ping = sem_open("/ping", O_CREAT, 0600, 0);
  sem_t *pong = sem_open("/pong", O_CREAT, 0600, 0);
  if (fork() == 0) {
    sem_wait(ping);
    sem_post(pong);
    _exit(0);
  }
  sem_wait(pong);
  sem_post(ping);
  wait(NULL);
  sem_unlink("/ping");
  sem_unlink("/pong");
  return 0;
}
