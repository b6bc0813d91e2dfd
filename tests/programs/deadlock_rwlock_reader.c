// The writer has returned without unlocking; a reader waits for ever, and main for the reader.
// expect: deadlock
// dead: main @28 thread; thread 3 of main @16 rwlock
#include <pthread.h>
#include <stddef.h>

static pthread_rwlock_t lock = PTHREAD_RWLOCK_INITIALIZER;
static int value;

static void *writer(void *unused) {
  pthread_rwlock_wrlock(&lock);
  value = 1;
  return unused;
}
static void *reader(void *seen) {
  pthread_rwlock_rdlock(&lock);
  *(int *)seen = value;
  pthread_rwlock_unlock(&lock);
  return NULL;
}

int main(void) {
  pthread_t thread;
  int seen = 0;
  pthread_create(&thread, NULL, writer, NULL);
  pthread_join(thread, NULL);
  pthread_create(&thread, NULL, reader, &seen);
  pthread_join(thread, NULL);
  return seen;
}
