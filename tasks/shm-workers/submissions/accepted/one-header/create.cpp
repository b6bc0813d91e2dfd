#include <new>

#include "shared.hpp"

int main(int argc, char **argv) {
  if (argc != 2) return 2;
  const int fd = shm_open(argv[1], O_RDWR | O_CREAT | O_EXCL, 0666);
  if (fd < 0 || ftruncate(fd, sizeof(Shared)) != 0) return 1;
  void *memory = map_shared(fd);
  if (memory == nullptr) return 1;
  Shared *shared = new (memory) Shared{};
  pthread_mutexattr_t attr;
  pthread_mutexattr_init(&attr);
  pthread_mutexattr_setpshared(&attr, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&attr, PTHREAD_MUTEX_ROBUST);
  return pthread_mutex_init(&shared->mutex, &attr) == 0 ? 0 : 1;
}
