// expect: none
#include <pthread.h>
#include <stddef.h>

static void *nothing(void *unused) { return unused; }

int main(void) {
  for (int i = 0; i < 2000; i++) {
    pthread_t threads[4];
    for (int t = 0; t < 4; t++) pthread_create(&threads[t], NULL, nothing, NULL);
    for (int t = 0; t < 4; t++) pthread_join(threads[t], NULL);
  }
  return 0;
}
