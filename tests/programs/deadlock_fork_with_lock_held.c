// fork copies a locked mutex, not the thread that holds it: in the child nobody can ever unlock it. The parent's
// threads go on, and end, without any effect on the child's copy.
// expect: deadlock
// dead: child of main @29 mutex; main @34 child
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sem_t held, forked;

static void *holder(void *unused) {
  pthread_mutex_lock(&mutex);
  sem_post(&held);
  sem_wait(&forked);
  usleep(100000);
  pthread_mutex_unlock(&mutex);
  return unused;
}

int main(void) {
  pthread_t thread;
  sem_init(&held, 0, 0);
  sem_init(&forked, 0, 0);
  pthread_create(&thread, NULL, holder, NULL);
  sem_wait(&held);
  if (fork() == 0) {
    pthread_mutex_lock(&mutex);
    _exit(0);
  }
  sem_post(&forked);
  pthread_join(thread, NULL);
  wait(NULL);
  return 0;
}
