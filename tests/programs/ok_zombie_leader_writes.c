// The only one who can write is a thread of a process whose leader has ended; it computes first, then waits a while.
// expect: none
#include <pthread.h>
#include <sys/wait.h>
#include <unistd.h>

static int to_parent[2], to_child[2];

static void *answer(void *unused) {
  char byte;
  read(to_child[0], &byte, 1);
  usleep(200000);
  write(to_parent[1], &byte, 1);
  return unused;
}

int main(void) {
  char byte = 'x';
  pipe(to_parent);
  pipe(to_child);
  if (fork() == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, answer, NULL);
    pthread_exit(NULL);
  }
  close(to_parent[1]);
  if (fork() == 0) {
    usleep(200000);
    write(to_child[1], "y", 1);
    _exit(0);
  }
  read(to_parent[0], &byte, 1);
  while (wait(NULL) > 0) {}
  return byte != 'y';
}
