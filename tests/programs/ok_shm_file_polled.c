// The message is a file in /dev/shm; who waits for it looks, and sleeps a little, and looks again.
// expect: none
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

int main(void) {
  if (fork() == 0) {
    usleep(300000);
    const int out = shm_open("/message", O_CREAT | O_WRONLY, 0600);
    write(out, "done", 4);
    _exit(0);
  }
  const struct timespec nap = {0, 2000000};
  char text[4];
  int in;
  while ((in = shm_open("/message", O_RDONLY, 0)) < 0) nanosleep(&nap, NULL);
  while (read(in, text, 4) != 4) nanosleep(&nap, NULL);
  shm_unlink("/message");
  wait(NULL);
  return 0;
}
