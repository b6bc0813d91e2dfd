// A timer that starts a thread (SIGEV_THREAD) posts the semaphore that main waits for.
// expect: none
#include <semaphore.h>
#include <signal.h>
#include <time.h>

static sem_t done;
static void ring(union sigval value) {
  (void)value;
  sem_post(&done);
}

int main(void) {
  timer_t timer;
  struct sigevent event = {.sigev_notify = SIGEV_THREAD, .sigev_notify_function = ring};
  const struct itimerspec twice = {{0, 150000000}, {0, 150000000}};
  sem_init(&done, 0, 0);
  if (timer_create(CLOCK_MONOTONIC, &event, &timer) != 0) return 1;
  timer_settime(timer, 0, &twice, NULL);
  sem_wait(&done);
  sem_wait(&done);
  timer_delete(timer);
  return 0;
}
