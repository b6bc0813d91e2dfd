// What the three programs share: the layout of the object and how to map it.
#pragma once
#include <fcntl.h>
#include <pthread.h>
#include <sys/mman.h>
#include <unistd.h>

struct Shared {
  long counter;
  pthread_mutex_t mutex;
};

inline Shared *map_shared(int fd) {
  void *p = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? nullptr : static_cast<Shared *>(p);
}

inline Shared *open_shared(const char *name) {
  const int fd = shm_open(name, O_RDWR, 0);
  return fd < 0 ? nullptr : map_shared(fd);
}
