// The signal arrives while main holds the mutex, and its handler wants the same mutex.
// expect: deadlock
// cause: relock
// dead: main @13 mutex
#include <pthread.h>
#include <signal.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static int count;

static void on_signal(int signo) {
  (void)signo;
  pthread_mutex_lock(&mutex);
  count++;
  pthread_mutex_unlock(&mutex);
}

int main(void) {
  signal(SIGUSR1, on_signal);
  pthread_mutex_lock(&mutex);
  raise(SIGUSR1);
  pthread_mutex_unlock(&mutex);
  return 0;
}
