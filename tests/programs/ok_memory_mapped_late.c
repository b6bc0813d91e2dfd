// While the waiter waits nobody else has its memory mapped: the one who posts opens it later, by its name.
// expect: none
#include <fcntl.h>
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static sem_t *map_it(int flags) {
  const int fd = shm_open("/late", flags, 0600);
  if ((flags & O_CREAT) != 0) ftruncate(fd, sizeof(sem_t));
  sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return s;
}

int main(void) {
  int ready[2];
  char byte = 0;
  pipe(ready);
  if (fork() == 0) {
    read(ready[0], &byte, 1);
    usleep(300000);
    sem_post(map_it(O_RDWR));
    _exit(0);
  }
  sem_t *s = map_it(O_CREAT | O_RDWR);
  sem_init(s, 1, 0);
  write(ready[1], &byte, 1);
  sem_wait(s);
  wait(NULL);
  shm_unlink("/late");
  return 0;
}
