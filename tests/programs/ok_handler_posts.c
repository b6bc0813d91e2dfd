// The child's signal runs a handler in the parent that posts what the parent waits for.
// expect: none
#include <semaphore.h>
#include <signal.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static sem_t s;
static void post(int signo) {
  (void)signo;
  sem_post(&s);
}

int main(void) {
  sem_init(&s, 0, 0);
  signal(SIGUSR1, post);
  if (fork() == 0) {
    const struct timespec nap = {0, 400000000};
    nanosleep(&nap, NULL);
    kill(getppid(), SIGUSR1);
    _exit(0);
  }
  while (sem_wait(&s) != 0) {}
  wait(NULL);
  return 0;
}
