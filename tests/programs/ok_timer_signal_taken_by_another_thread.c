// The main thread blocks the timer's signal and sleeps on a mutex whose owner takes that signal: it is on its way.
// expect: none
#include <pthread.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

static pthread_mutex_t m = PTHREAD_MUTEX_INITIALIZER;
static pthread_barrier_t start;

static void on_alarm(int signo) { (void)signo; }

static void *owner(void *unused) {
  sigset_t none;
  sigemptyset(&none);
  pthread_mutex_lock(&m);
  pthread_barrier_wait(&start);
  sigsuspend(&none);
  pthread_mutex_unlock(&m);
  return unused;
}

int main(void) {
  const struct itimerval once = {{0, 0}, {0, 300000}};
  const struct sigaction action = {.sa_handler = on_alarm};
  sigset_t alarm_only;
  pthread_t thread;
  sigemptyset(&alarm_only);
  sigaddset(&alarm_only, SIGALRM);
  pthread_sigmask(SIG_BLOCK, &alarm_only, NULL);
  sigaction(SIGALRM, &action, NULL);
  pthread_barrier_init(&start, NULL, 2);
  pthread_create(&thread, NULL, owner, NULL);
  pthread_barrier_wait(&start);
  setitimer(ITIMER_REAL, &once, NULL);
  pthread_mutex_lock(&m);
  pthread_mutex_unlock(&m);
  pthread_join(thread, NULL);
  return 0;
}
