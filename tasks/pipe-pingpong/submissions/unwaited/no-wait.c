// The parent does not wait for the child.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  long rounds = atol(argv[1]);
  long long ball = atoll(argv[2]);
  int down[2], up[2];
  if (pipe(down) < 0 || pipe(up) < 0) return 1;
  pid_t pid = fork();
  if (pid < 0) return 1;
  if (pid == 0) {
    close(down[1]);
    close(up[0]);
    while (read(down[0], &ball, sizeof ball) > 0) {
      printf("child %lld\n", ball);
      fflush(stdout);
      ball++;
      write(up[1], &ball, sizeof ball);
    }
    return 0;
  }
  close(down[0]);
  close(up[1]);
  for (long i = 0; i < rounds; i++) {
    write(down[1], &ball, sizeof ball);
    read(up[0], &ball, sizeof ball);
    printf("parent %lld\n", ball);
    fflush(stdout);
    ball++;
  }
  close(down[1]);
  return 0;
}
