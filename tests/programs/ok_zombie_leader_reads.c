// The leader of the child is gone (pthread_exit); its other thread still reads the pipe that the parent fills late.
// expect: none
#include <pthread.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static int ends[2];

static void *reader(void *unused) {
  char byte;
  (void)unused;
  exit(read(ends[0], &byte, 1) != 1);
}

int main(void) {
  int status;
  pipe(ends);
  if (fork() == 0) {
    pthread_t thread;
    pthread_create(&thread, NULL, reader, NULL);
    pthread_exit(NULL);
  }
  usleep(300000);
  write(ends[1], "x", 1);
  wait(&status);
  return status != 0;
}
