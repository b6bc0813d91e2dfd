// expect: none
#include <errno.h>
#include <semaphore.h>
#include <time.h>

int main(void) {
  sem_t s;
  struct timespec deadline;
  sem_init(&s, 0, 0);
  clock_gettime(CLOCK_REALTIME, &deadline);
  deadline.tv_nsec += 400000000;
  if (deadline.tv_nsec >= 1000000000) {
    deadline.tv_nsec -= 1000000000;
    deadline.tv_sec++;
  }
  return sem_timedwait(&s, &deadline) == -1 && errno == ETIMEDOUT ? 0 : 1;
}
