// The condition variable is made for several processes, its mutex is not: who is signalled sleeps on the mutex then.
// expect: deadlock | private-sync
// may: private-sync
// cause: process-private
// dead: child of main @39 mutex; main @52 child
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared { pthread_mutex_t mutex; pthread_cond_t changed; int go, waiting; };

static int sleeps(pid_t pid) {
  char name[40], text[200] = "";
  snprintf(name, sizeof name, "/proc/%d/stat", pid);
  FILE* file = fopen(name, "r");
  const size_t n = file ? fread(text, 1, sizeof text - 1, file) : 0;
  if (file) fclose(file);
  return n > 0 && strstr(text, ") S ") != NULL;
}

int main(void) {
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (s == MAP_FAILED) return 1;
  pthread_condattr_t shared;
  pthread_condattr_init(&shared);
  pthread_condattr_setpshared(&shared, PTHREAD_PROCESS_SHARED);
  pthread_cond_init(&s->changed, &shared);
  pthread_mutex_init(&s->mutex, NULL);

  const pid_t child = fork();
  if (child < 0) return 1;
  if (child == 0) {
    pthread_mutex_lock(&s->mutex);
    s->waiting = 1;
    while (!s->go)
      pthread_cond_wait(&s->changed, &s->mutex);
    pthread_mutex_unlock(&s->mutex);
    _exit(0);
  }
  for (int waiting = 0; !waiting; usleep(1000)) {
    pthread_mutex_lock(&s->mutex);
    waiting = s->waiting;
    if (!waiting) pthread_mutex_unlock(&s->mutex);
  }
  s->go = 1;
  pthread_cond_signal(&s->changed);  // it wakes, and wants the mutex
  while (s->mutex.__data.__lock != 2 || !sleeps(child)) usleep(1000);
  pthread_mutex_unlock(&s->mutex);
  return waitpid(child, NULL, 0) == child ? 0 : 1;
}
