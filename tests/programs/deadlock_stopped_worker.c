// The parent stops a worker to have quiet, forgets about it, and waits for the worker's result.
// expect: deadlock
// cause: stopped
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int result[2];
  char byte;
  pipe(result);
  const pid_t worker = fork();
  if (worker == 0) {
    usleep(300000);
    write(result[1], "r", 1);
    _exit(0);
  }
  close(result[1]);
  kill(worker, SIGSTOP);
  waitpid(worker, NULL, WUNTRACED);
  read(result[0], &byte, 1);
  waitpid(worker, NULL, 0);
  return 0;
}
