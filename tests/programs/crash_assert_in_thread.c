// An assertion fails in a thread: its line is named, not its process's alone.
// expect: crash
// says: crash_assert_in_thread.c:11: an assertion failed
#include <assert.h>
#include <pthread.h>
#include <stddef.h>

static void *check(void *argument) {
  const int *number = argument;
  int wanted = 2;
  assert(*number == wanted);
  return NULL;
}

int main(void) {
  pthread_t thread;
  int one = 1;
  pthread_create(&thread, NULL, check, &one);
  pthread_join(thread, NULL);
  return 0;
}
