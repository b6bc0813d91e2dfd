// A semaphore in a memfd; the child maps it again at another address and posts.
// expect: none
#define _GNU_SOURCE
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  const int memory = memfd_create("shared", 0);
  ftruncate(memory, 8192);
  sem_t *s = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 4096);
  sem_init(s, 1, 0);
  if (fork() == 0) {
    munmap(s, 4096);
    char *again = mmap(NULL, 8192, PROT_READ | PROT_WRITE, MAP_SHARED, memory, 0);
    usleep(300000);
    sem_post((sem_t *)(again + 4096));
    _exit(0);
  }
  sem_wait(s);
  wait(NULL);
  return 0;
}
