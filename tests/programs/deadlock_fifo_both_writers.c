// Both sides open the FIFO for writing.
// expect: deadlock
// may: leak
// dead: main @16 fifo; child of main @13 fifo
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  mkfifo("talk", 0600);
  if (fork() == 0) {
    write(open("talk", O_WRONLY), "a", 1);
    _exit(0);
  }
  write(open("talk", O_WRONLY), "b", 1);
  wait(NULL);
  unlink("talk");
  return 0;
}
