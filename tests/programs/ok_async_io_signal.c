// O_ASYNC: the kernel sends SIGIO when data arrives at the socket.
// expect: none
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int pair[2], signo;
  char byte;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGIO);
  sigprocmask(SIG_BLOCK, &set, NULL);
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  fcntl(pair[0], F_SETOWN, getpid());
  fcntl(pair[0], F_SETFL, O_ASYNC | O_NONBLOCK);
  if (fork() == 0) {
    usleep(300000);
    write(pair[1], "x", 1);
    _exit(0);
  }
  while (read(pair[0], &byte, 1) != 1) sigwait(&set, &signo);
  wait(NULL);
  return 0;
}
