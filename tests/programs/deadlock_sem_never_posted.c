// expect: deadlock
// cause: never-posted
// dead: child of main @13 semaphore; main @16 child
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(s, 1, 0);
  if (fork() == 0) {
    sem_wait(s);
    _exit(0);
  }
  wait(NULL);
  return 0;
}
