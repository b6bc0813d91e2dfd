// The child's leader has ended; its other thread reads a pipe whose write end the process itself holds.
// expect: deadlock
// cause: unclosed-write-end
// dead: child of main @14 pipe; main @27 child
#include <pthread.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *unused) {
  char byte;
  while (read(ends[0], &byte, 1) == 1) {}
  return unused;
}

int main(void) {
  pipe(ends);
  if (fork() == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, reader, NULL);
    syscall(SYS_exit, 0);
  }
  close(ends[0]);
  close(ends[1]);
  wait(NULL);
  return 0;
}
