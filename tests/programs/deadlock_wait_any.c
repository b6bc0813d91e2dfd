// waitpid(-1): one child ends, the other one waits for a lock that the parent holds.
// expect: deadlock
// dead: child 2 of main @15 semaphore; main @19 child
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *lock = mmap(NULL, sizeof *lock, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(lock, 1, 1);
  sem_wait(lock);
  if (fork() == 0) _exit(0);
  if (fork() == 0) {
    sem_wait(lock);
    sem_post(lock);
    _exit(0);
  }
  while (waitpid(-1, NULL, 0) > 0) {}
  sem_post(lock);
  return 0;
}
