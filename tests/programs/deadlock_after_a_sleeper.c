// Two wait for each other while a third still sleeps: nothing is proved before the sleeper has ended.
// expect: deadlock
// dead: child 1 of main @16 semaphore; child 2 of main @16 semaphore; main @25 child
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  sem_t *s = mmap(NULL, 2 * sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(&s[0], 1, 0);
  sem_init(&s[1], 1, 0);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      sem_wait(&s[i]);
      sem_post(&s[1 - i]);
      _exit(0);
    }
  if (fork() == 0) {
    const struct timespec nap = {0, 300000000};
    nanosleep(&nap, NULL);
    _exit(0);
  }
  for (int i = 0; i < 3; i++) wait(NULL);
  return 0;
}
