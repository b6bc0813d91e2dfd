#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void start(int job) {
  pid_t pid = fork();
  if (pid < 0) exit(1);
  if (pid == 0) {
    usleep(20000);
    _exit(job % 7);
  }
}


int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int jobs = atoi(argv[1]), most = atoi(argv[2]);
  long sum = 0;
  int running = 0, next = 1;
  while (next <= jobs || running > 0) {
    if (next <= jobs && running < most) {
      start(next++);
      ++running;
      continue;
    }
    int status;
    if (wait(&status) < 0) return 1;
    sum += status;
    --running;
  }
  printf("jobs %d sum %ld\n", jobs, sum);
  return 0;
}
