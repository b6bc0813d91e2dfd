// The watcher waits for a file that the other one had created before the watch began.
// expect: deadlock
// dead: main @19 inotify
#include <fcntl.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  char events[512];
  const pid_t creator = fork();
  if (creator == 0) {
    close(open("/tmp/ready", O_CREAT | O_WRONLY, 0600));
    _exit(0);
  }
  waitpid(creator, NULL, 0);
  const int watch = inotify_init();
  inotify_add_watch(watch, "/tmp", IN_CREATE);
  read(watch, events, sizeof events);
  unlink("/tmp/ready");
  return 0;
}
