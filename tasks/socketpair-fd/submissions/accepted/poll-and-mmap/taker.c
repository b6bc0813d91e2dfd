// Prints the files from a mapping.
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

int main(int argc, char **argv) {
  (void)argc;
  int c = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  struct sockaddr_un a = {.sun_family = AF_UNIX};
  strcpy(a.sun_path, argv[1]);
  if (connect(c, (struct sockaddr *)&a, sizeof a)) return 1;
  for (int i = 1;; i++) {
    char kind;
    struct iovec v = {&kind, 1};
    union {
      char b[CMSG_SPACE(4 * sizeof(int))];
      struct cmsghdr align;
    } u;
    struct msghdr m = {.msg_iov = &v, .msg_iovlen = 1, .msg_control = u.b, .msg_controllen = sizeof u.b};
    ssize_t n = recvmsg(c, &m, MSG_CMSG_CLOEXEC);
    if (n <= 0) break;
    if (kind == 'N') {
      printf("== %d missing\n", i);
    } else {
      int fd;
      memcpy(&fd, CMSG_DATA(CMSG_FIRSTHDR(&m)), sizeof fd);
      printf("== %d\n", i);
      struct stat st;
      fstat(fd, &st);
      if (st.st_size > 0) {
        char *p = mmap(NULL, st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        fwrite(p, 1, st.st_size, stdout);
        munmap(p, st.st_size);
      }
      close(fd);
    }
    fflush(stdout);
    send(c, "A", 1, 0);
  }
  return 0;
}
