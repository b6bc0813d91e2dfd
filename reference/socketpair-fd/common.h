// What both sides need: a local socket that keeps messages apart.
#ifndef COMMON_H
#define COMMON_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

static inline void fail(const char* what) {
  perror(what);
  exit(1);
}

static inline int local_socket(const char* path, struct sockaddr_un* address) {
  memset(address, 0, sizeof *address);
  address->sun_family = AF_UNIX;
  if (strlen(path) >= sizeof address->sun_path) {
    fprintf(stderr, "%s: too long for the name of a socket\n", path);
    exit(1);
  }
  strcpy(address->sun_path, path);
  int fd = socket(AF_UNIX, SOCK_SEQPACKET, 0);
  if (fd < 0) fail("socket");
  return fd;
}

// Room for one descriptor, aligned as a header of control data must be.
union control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

#endif
