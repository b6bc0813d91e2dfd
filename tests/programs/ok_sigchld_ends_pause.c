// The end of the child ends the parent's pause. The child looks first whether the parent sleeps.
// expect: none
#include <signal.h>
#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

static void child_ended(int signo) { (void)signo; }

static void until_asleep(pid_t pid) {
  char path[64], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  while (state != 'S') {
    usleep(20000);
    FILE *stat = fopen(path, "r");
    fscanf(stat, "%*d %*s %c", &state);
    fclose(stat);
  }
}

int main(void) {
  signal(SIGCHLD, child_ended);
  if (fork() == 0) {
    until_asleep(getppid());
    usleep(250000);
    _exit(0);
  }
  pause();
  wait(NULL);
  return 0;
}
