// Opens files and hands their descriptors over, one by one, each after the answer to the one before.
#include <errno.h>
#include <fcntl.h>

#include "common.h"

static void give(int connection, int file) {
  char kind = file < 0 ? 'N' : 'F';
  struct iovec data = {&kind, 1};
  union control control = {0};
  struct msghdr message = {.msg_iov = &data, .msg_iovlen = 1};
  if (file >= 0) {
    message.msg_control = control.bytes;
    message.msg_controllen = sizeof control.bytes;
    struct cmsghdr* header = CMSG_FIRSTHDR(&message);
    header->cmsg_level = SOL_SOCKET;
    header->cmsg_type = SCM_RIGHTS;
    header->cmsg_len = CMSG_LEN(sizeof(int));
    memcpy(CMSG_DATA(header), &file, sizeof file);
  }
  if (sendmsg(connection, &message, MSG_NOSIGNAL) != 1) fail("sendmsg");
}

int main(int argc, char** argv) {
  if (argc < 2) return 2;
  struct sockaddr_un address;
  int listener = local_socket(argv[1], &address);
  if (bind(listener, (struct sockaddr*)&address, sizeof address) < 0) fail(argv[1]);
  if (listen(listener, 1) < 0) fail("listen");
  int connection = accept(listener, NULL, NULL);
  unlink(argv[1]);
  if (connection < 0) fail("accept");
  for (int i = 2; i < argc; ++i) {
    int file = open(argv[i], O_RDONLY);
    give(connection, file);
    if (file >= 0) close(file);  // the message holds it
    char answer;
    if (read(connection, &answer, 1) != 1 || answer != 'A') {
      fprintf(stderr, "no answer to message %d\n", i - 1);
      return 1;
    }
  }
  return 0;
}
