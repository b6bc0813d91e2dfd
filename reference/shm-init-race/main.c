#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "shared.h"

static void nap(void) {
  struct timespec two_ms = {0, 2000000};
  nanosleep(&two_ms, NULL);
}

static struct shared* map_shared(int fd) {
  void* p = mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? NULL : p;
}

static struct shared* create(int fd) {
  if (ftruncate(fd, sizeof(struct shared)) < 0) return NULL;
  struct shared* s = map_shared(fd);
  if (s == NULL) return NULL;
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&s->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
  ++s->creations;
  // Last, and with release: who sees it sees all the rest.
  __atomic_store_n(&s->ready, 1, __ATOMIC_RELEASE);
  return s;
}

static struct shared* join_existing(int fd) {
  struct stat st;
  for (;;) {
    if (fstat(fd, &st) < 0) return NULL;
    // Touching a page that is not there yet would be a SIGBUS.
    if (st.st_size >= (off_t)sizeof(struct shared)) break;
    nap();
  }
  struct shared* s = map_shared(fd);
  while (s != NULL && __atomic_load_n(&s->ready, __ATOMIC_ACQUIRE) == 0) nap();
  return s;
}

static int join(const char* name) {
  int created = 1;
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0 && errno == EEXIST) {
    created = 0;
    fd = shm_open(name, O_RDWR, 0);
  }
  if (fd < 0) return 1;
  struct shared* s = created ? create(fd) : join_existing(fd);
  if (s == NULL) return 1;
  pthread_mutex_lock(&s->mutex);
  ++s->members;
  pthread_mutex_unlock(&s->mutex);
  puts(created ? "created" : "joined");
  return 0;
}

static int remove_shared(const char* name) {
  int fd = shm_open(name, O_RDWR, 0);
  struct shared* s = fd < 0 ? NULL : map_shared(fd);
  if (s == NULL) return 1;
  printf("%d %d\n", s->members, s->creations);
  return shm_unlink(name) == 0 ? 0 : 1;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  if (strcmp(argv[1], "join") == 0) return join(argv[2]);
  if (strcmp(argv[1], "remove") == 0) return remove_shared(argv[2]);
  return 2;
}
