// A thread that would read for ever is cancelled.
// expect: none
#include <pthread.h>
#include <unistd.h>

static int ends[2];
static void *reader(void *unused) {
  char byte;
  read(ends[0], &byte, 1);
  return unused;
}

int main(void) {
  pthread_t thread;
  void *result;
  pipe(ends);
  pthread_create(&thread, NULL, reader, NULL);
  usleep(300000);
  pthread_cancel(thread);
  pthread_join(thread, &result);
  return result != PTHREAD_CANCELED;
}
