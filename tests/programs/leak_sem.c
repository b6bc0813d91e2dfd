// expect: leak(sem:/turn)
#include <fcntl.h>
#include <semaphore.h>

int main(void) {
  sem_close(sem_open("/turn", O_CREAT, 0600, 1));
  return 0;
}
