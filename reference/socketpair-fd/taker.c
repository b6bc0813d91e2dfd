// Receives descriptors and prints what can be read from them.
#include "common.h"

// 'F' or 'N', 0 at the end; *file is the descriptor that came along, or -1.
static char take(int connection, int* file) {
  char kind;
  struct iovec data = {&kind, 1};
  union control control;
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1, .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  *file = -1;
  ssize_t n = recvmsg(connection, &message, MSG_CMSG_CLOEXEC);
  if (n < 0) fail("recvmsg");
  if (n == 0) return 0;
  struct cmsghdr* header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS)
    memcpy(file, CMSG_DATA(header), sizeof *file);
  return kind;
}

static void print_all(int file) {
  char buffer[16384];
  ssize_t n;
  while ((n = read(file, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, n, stdout);
  if (n < 0) fail("read");
}

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  struct sockaddr_un address;
  int connection = local_socket(argv[1], &address);
  if (connect(connection, (struct sockaddr*)&address, sizeof address) < 0) fail(argv[1]);
  char kind;
  int file;
  for (int i = 1; (kind = take(connection, &file)) != 0; ++i) {
    if (kind == 'N') {
      printf("== %d missing\n", i);
    } else if (file < 0) {
      printf("== %d came without a descriptor\n", i);
    } else {
      printf("== %d\n", i);
      print_all(file);
    }
    if (file >= 0) close(file);
    if (send(connection, "A", 1, MSG_NOSIGNAL) != 1) fail("send");
  }
  return 0;
}
