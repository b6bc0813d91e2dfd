// Ping-pong between a parent and a child: one pipe for each direction, end of file ends the game.
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static void send_ball(int fd, long long ball) {
  if (write(fd, &ball, sizeof ball) != sizeof ball) fail("write");
}

// 1 with a ball, 0 when the other side has closed its end. Eight bytes come whole: they are written as one piece.
static int receive_ball(int fd, long long* ball) {
  ssize_t n = read(fd, ball, sizeof *ball);
  if (n < 0) fail("read");
  return n > 0;
}

static void say(const char* who, long long ball) {
  printf("%s %lld\n", who, ball);
  fflush(stdout);
}

static void child(int in, int out) {
  long long ball;
  while (receive_ball(in, &ball)) {
    say("child", ball);
    send_ball(out, ball + 1);
  }
}

static void parent(int in, int out, long rounds, long long ball) {
  for (long i = 0; i < rounds; ++i) {
    send_ball(out, ball);
    if (!receive_ball(in, &ball)) exit(1);
    say("parent", ball++);
  }
}

int main(int argc, char** argv) {
  if (argc != 3) {
    fprintf(stderr, "usage: %s ROUNDS START\n", argv[0]);
    return 2;
  }
  int to_child[2], to_parent[2];
  if (pipe(to_child) < 0 || pipe(to_parent) < 0) fail("pipe");
  pid_t pid = fork();
  if (pid < 0) fail("fork");
  if (pid == 0) {
    close(to_child[1]);
    close(to_parent[0]);
    child(to_child[0], to_parent[1]);
    return 0;
  }
  close(to_child[0]);
  close(to_parent[1]);
  parent(to_parent[0], to_child[1], atol(argv[1]), atoll(argv[2]));
  close(to_child[1]);
  close(to_parent[0]);
  int status;
  if (waitpid(pid, &status, 0) < 0) fail("waitpid");
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
