// A watcher sleeps until somebody creates the file that it waits for.
// expect: none
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char events[512];
  const int watch = inotify_init();
  inotify_add_watch(watch, "/tmp", IN_CREATE);
  if (fork() == 0) {
    usleep(300000);
    close(open("/tmp/arrived", O_CREAT | O_WRONLY, 0600));
    _exit(0);
  }
  const ssize_t n = read(watch, events, sizeof events);
  wait(NULL);
  unlink("/tmp/arrived");
  return n <= 0;
}
