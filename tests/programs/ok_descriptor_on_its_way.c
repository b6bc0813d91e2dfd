// The only write end of the pipe lies in a socket, as a message, while the reader waits and the one who will
// receive it still sleeps.
// expect: none
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

union Control {
  struct cmsghdr header;
  char space[CMSG_SPACE(sizeof(int))];
};

static int transfer(int socket, int fd) {  // fd >= 0: sends it; else receives one
  char byte = 'd';
  union Control control;
  struct iovec io = {&byte, 1};
  struct msghdr message = {.msg_iov = &io, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = sizeof control};
  memset(&control, 0, sizeof control);
  if (fd < 0 && recvmsg(socket, &message, 0) != 1) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (fd < 0) {
    memcpy(&fd, CMSG_DATA(header), sizeof fd);
    return fd;
  }
  header->cmsg_level = SOL_SOCKET, header->cmsg_type = SCM_RIGHTS, header->cmsg_len = CMSG_LEN(sizeof fd);
  memcpy(CMSG_DATA(header), &fd, sizeof fd);
  return sendmsg(socket, &message, 0) == 1 ? 0 : -1;
}

int main(void) {
  int ends[2], pair[2], go[2];
  char byte;
  socketpair(AF_UNIX, SOCK_STREAM, 0, pair);
  pipe(go);
  if (fork() == 0) {
    read(go[0], &byte, 1);
    const int out = transfer(pair[1], -1);
    _exit(write(out, "x", 1) != 1);
  }
  pipe(ends);
  transfer(pair[0], ends[1]);
  close(ends[1]);
  if (fork() == 0) {
    usleep(250000);
    _exit(write(go[1], "g", 1) != 1);
  }
  const int got = read(ends[0], &byte, 1) == 1;
  while (wait(NULL) > 0) {}
  return !got;
}
