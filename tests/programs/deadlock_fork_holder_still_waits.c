// As the holder of the parent's mutex is a server that waits for work, the child's copy of that mutex stays locked.
// expect: deadlock
// dead: thread 2 of main @17 pipe; child of main @30 mutex; main @33 child
#include <pthread.h>
#include <semaphore.h>
#include <sys/wait.h>
#include <unistd.h>

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sem_t held;
static int work[2];

static void *server(void *unused) {
  char byte;
  pthread_mutex_lock(&mutex);
  sem_post(&held);
  while (read(work[0], &byte, 1) == 1) {}
  pthread_mutex_unlock(&mutex);
  return unused;
}

int main(void) {
  pthread_t thread;
  pipe(work);
  sem_init(&held, 0, 0);
  pthread_create(&thread, NULL, server, NULL);
  sem_wait(&held);
  const pid_t child = fork();
  if (child == 0) {
    pthread_mutex_lock(&mutex);
    _exit(0);
  }
  waitpid(child, NULL, 0);
  close(work[1]);
  pthread_join(thread, NULL);
  return 0;
}
