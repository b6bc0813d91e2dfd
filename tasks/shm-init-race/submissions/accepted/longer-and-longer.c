// Sleeps in poll() between two looks, twice as long each time.
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include "shared.h"
static struct shared *map(int fd) { return mmap(NULL, sizeof(struct shared), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0); }
static int join(const char *name) {
  struct shared *s;
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd >= 0) {
    if (ftruncate(fd, sizeof *s)) return 1;
    s = map(fd);
    pthread_mutexattr_t a;
    pthread_mutexattr_init(&a);
    pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&s->mutex, &a);
    s->creations++;
    __atomic_store_n(&s->ready, 1, __ATOMIC_SEQ_CST);
    puts("created");
  } else {
    if (errno != EEXIST || (fd = shm_open(name, O_RDWR, 0)) < 0) return 1;
    struct stat st;
    int ms = 1;
    while (fstat(fd, &st) == 0 && st.st_size < (off_t)sizeof *s) poll(NULL, 0, ms < 64 ? ms *= 2 : ms);
    s = map(fd);
    while (!__atomic_load_n(&s->ready, __ATOMIC_SEQ_CST)) poll(NULL, 0, ms < 64 ? ms *= 2 : ms);
    puts("joined");
  }
  pthread_mutex_lock(&s->mutex);
  s->members++;
  pthread_mutex_unlock(&s->mutex);
  return 0;
}
int main(int argc, char **argv) {
  if (argc != 3) return 2;
  if (!strcmp(argv[1], "join")) return join(argv[2]);
  int fd = shm_open(argv[2], O_RDWR, 0);
  if (fd < 0) return 1;
  struct shared *s = map(fd);
  printf("%d %d\n", s->members, s->creations);
  return shm_unlink(argv[2]) != 0;
}
