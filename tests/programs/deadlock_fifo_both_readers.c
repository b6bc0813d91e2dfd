// Both sides open the FIFO for reading.
// expect: deadlock
// may: leak
// dead: child 1 of main @14 fifo; child 2 of main @14 fifo; main @17 child
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  mkfifo("/tmp/talk", 0600);
  for (int i = 0; i < 2; i++)
    if (fork() == 0) {
      open("/tmp/talk", O_RDONLY);
      _exit(0);
    }
  wait(NULL);
  wait(NULL);
  unlink("/tmp/talk");
  return 0;
}
