// expect: leak(shm:/a), leak(sem:/b), leak(fifo:/tmp/c)
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

int main(void) {
  close(shm_open("/a", O_CREAT | O_RDWR, 0600));
  sem_close(sem_open("/b", O_CREAT, 0600, 0));
  mkfifo("/tmp/c", 0600);
  return 0;
}
