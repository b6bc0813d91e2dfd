// The memory is tried with O_EXCL, under the semaphore: who gets it initialises it. The object is a whole page.
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define SIZE 4096

int main(int argc, char *argv[]) {
  if (argc < 3) {
    fprintf(stderr, "usage: %s work NAME K | result NAME\n", argv[0]);
    return 2;
  }
  char *name = argv[2];
  int is_work = strcmp(argv[1], "work") == 0;
  sem_t *sem = is_work ? sem_open(name, O_CREAT, 0600, 1) : sem_open(name, 0);
  if (sem == SEM_FAILED) {
    perror("sem_open");
    return 1;
  }
  sem_wait(sem);
  int created = 0;
  int fd = is_work ? shm_open(name, O_RDWR | O_CREAT | O_EXCL, 0600) : -1;
  if (fd >= 0) {
    created = 1;
    if (ftruncate(fd, SIZE) != 0) return 1;
  } else {
    fd = shm_open(name, O_RDWR, 0600);
  }
  if (fd < 0) {
    perror("shm_open");
    sem_post(sem);
    return 1;
  }
  long *counter = mmap(NULL, SIZE, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  if (counter == MAP_FAILED) return 1;
  if (created) *counter = 0;
  if (!is_work) {
    printf("%ld\n", *counter);
    shm_unlink(name);
    sem_unlink(name);
    return 0;
  }
  sem_post(sem);
  for (long k = atol(argv[3]); k > 0; k--) {
    sem_wait(sem);
    (*counter)++;
    sem_post(sem);
  }
  return 0;
}
