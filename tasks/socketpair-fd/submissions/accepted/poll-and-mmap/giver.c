// Waits for the taker in poll(), not in accept().
#define _GNU_SOURCE
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv) {
  int s = socket(AF_UNIX, SOCK_SEQPACKET | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  strcpy(a.sun_path, argv[1]);
  if (bind(s, (struct sockaddr *)&a, sizeof a) || listen(s, 1)) return 1;
  struct pollfd p = {s, POLLIN, 0};
  while (poll(&p, 1, -1) < 1) {
  }
  int c = accept4(s, NULL, NULL, SOCK_CLOEXEC);
  if (c < 0) return 1;
  unlink(argv[1]);
  close(s);
  for (int i = 2; i < argc; i++) {
    int fd = open(argv[i], O_RDONLY);
    char kind = fd < 0 ? 'N' : 'F';
    struct iovec v = {&kind, 1};
    union {
      char b[CMSG_SPACE(sizeof(int))];
      struct cmsghdr align;
    } u;
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1};
    if (fd >= 0) {
      memset(&u, 0, sizeof u);
      m.msg_control = u.b;
      m.msg_controllen = sizeof u.b;
      struct cmsghdr *h = CMSG_FIRSTHDR(&m);
      h->cmsg_level = SOL_SOCKET;
      h->cmsg_type = SCM_RIGHTS;
      h->cmsg_len = CMSG_LEN(sizeof(int));
      memcpy(CMSG_DATA(h), &fd, sizeof fd);
    }
    if (sendmsg(c, &m, 0) < 0) return 1;
    if (fd >= 0) close(fd);
    char answer;
    if (recv(c, &answer, 1, 0) != 1) return 1;
  }
  close(c);
  return 0;
}
