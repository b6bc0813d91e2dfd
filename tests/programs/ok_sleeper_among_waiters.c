// expect: none
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(s, 1, 0);
  for (int i = 0; i < 4; i++)
    if (fork() == 0) {
      sem_wait(s);
      _exit(0);
    }
  if (fork() == 0) {
    const struct timespec nap = {0, 400000000};
    nanosleep(&nap, NULL);
    for (int i = 0; i < 4; i++) sem_post(s);
    _exit(0);
  }
  for (int i = 0; i < 5; i++) wait(NULL);
  return 0;
}
