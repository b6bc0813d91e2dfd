// A timer's handler wants the mutex that the interrupted code holds. The timer goes on, but its signal stays blocked
// while its handler runs: nobody will come.
// expect: deadlock
// cause: relock
// dead: main @15 mutex
// says: locks mutex m that it holds already, in the signal handler show()
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static volatile long count;

static void show(int signo) {
  pthread_mutex_lock(&m);
  count += signo;
  pthread_mutex_unlock(&m);
}

int main(void) {
  const struct itimerval every = {{0, 20000}, {0, 20000}};
  signal(SIGALRM, show);
  pthread_mutex_lock(&m);
  setitimer(ITIMER_REAL, &every, NULL);
  while (count < 1000000000) count++;
  pthread_mutex_unlock(&m);
  return 0;
}
