// Checks every call; the mutex and the counter lie in mappings of their own.
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

static void check(int error, const char *what) {
  if (error == 0) return;
  fprintf(stderr, "%s: %s\n", what, strerror(error));
  exit(1);
}

static void *shared_page(size_t size) {
  void *p = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  check(p == MAP_FAILED ? errno : 0, "mmap");
  return p;
}

int main(int argc, char **argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s N K\n", argv[0]);
    return 2;
  }
  int n = atoi(argv[1]);
  long k = atol(argv[2]);
  pthread_mutex_t *mutex = shared_page(sizeof *mutex);
  volatile long *counter = shared_page(sizeof *counter);
  pthread_mutexattr_t attr;
  check(pthread_mutexattr_init(&attr), "pthread_mutexattr_init");
  check(pthread_mutexattr_settype(&attr, PTHREAD_MUTEX_ERRORCHECK), "pthread_mutexattr_settype");
  check(pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED), "pthread_mutexattr_setpshared");
  check(pthread_mutex_init(mutex, &attr), "pthread_mutex_init");
  pthread_mutexattr_destroy(&attr);

  pid_t *children = calloc(n, sizeof *children);
  for (int i = 0; i < n; ++i) {
    children[i] = fork();
    check(children[i] < 0 ? errno : 0, "fork");
    if (children[i] == 0) {
      while (k-- > 0) {
        check(pthread_mutex_lock(mutex), "pthread_mutex_lock");
        *counter += 1;
        check(pthread_mutex_unlock(mutex), "pthread_mutex_unlock");
      }
      _exit(0);
    }
  }
  for (int i = n - 1; i >= 0; --i) check(waitpid(children[i], NULL, 0) < 0 ? errno : 0, "waitpid");
  free(children);
  pthread_mutex_destroy(mutex);
  printf("%ld\n", *counter);
  munmap((void *)counter, sizeof *counter);
  munmap(mutex, sizeof *mutex);
  return 0;
}
