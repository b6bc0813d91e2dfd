// A thread holds the mutex when another forks: in the child it stays locked, and nobody is there who could unlock it.
// expect: deadlock
// cause: owner-ended
// dead: child of main @22 mutex; main @25 child
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t log_lock = PTHREAD_MUTEX_INITIALIZER;
static sem_t locked, forked;

static void *logger(void *unused) {
  pthread_mutex_lock(&log_lock);
  sem_post(&locked);
  sem_wait(&forked);
  pthread_mutex_unlock(&log_lock);
  return unused;
}

static void child(void) {
  pthread_mutex_lock(&log_lock);
  _exit(0);
}
static void wait_for_child(void) { wait(NULL); }

int main(void) {
  pthread_t thread;
  sem_init(&locked, 0, 0);
  sem_init(&forked, 0, 0);
  pthread_create(&thread, NULL, logger, NULL);
  sem_wait(&locked);
  if (fork() == 0) child();
  sem_post(&forked);
  pthread_join(thread, NULL);
  wait_for_child();
  return 0;
}
