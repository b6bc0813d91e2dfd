// The alarm's handler posts the semaphore that main waits for.
// expect: none
#include <semaphore.h>
#include <signal.h>
#include <unistd.h>

static sem_t s;
static void post(int signo) {
  (void)signo;
  sem_post(&s);
}

int main(void) {
  sem_init(&s, 0, 0);
  signal(SIGALRM, post);
  alarm(1);
  while (sem_wait(&s) != 0) {}
  return 0;
}
