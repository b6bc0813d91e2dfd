#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "page.h"

static struct page* map_page(int fd) {
  void* p = mmap(NULL, sizeof(struct page), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? NULL : p;
}

// Waits until *flag is 1 and returns with the mutex locked.
static void lock_when(struct page* p, const int* flag) {
  pthread_mutex_lock(&p->mutex);
  while (!*flag) pthread_cond_wait(&p->changed, &p->mutex);
}

// Hands the page over: *from becomes 0, *to becomes 1.
static void hand_over(struct page* p, int* from, int* to) {
  *from = 0;
  *to = 1;
  pthread_cond_broadcast(&p->changed);
  pthread_mutex_unlock(&p->mutex);
}

static int create(const char* name) {
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  struct page* p = ftruncate(fd, sizeof *p) < 0 ? NULL : map_page(fd);
  if (p == NULL) {
    shm_unlink(name);
    return 1;
  }
  pthread_mutexattr_t mutex;
  pthread_condattr_t condition;
  pthread_mutexattr_init(&mutex);
  pthread_condattr_init(&condition);
  pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
  pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&p->mutex, &mutex);
  pthread_cond_init(&p->changed, &condition);
  p->writable = 1;
  p->readable = 0;
  return 0;
}

static int send_file(struct page* p, const char* path) {
  int in = open(path, O_RDONLY);
  if (in < 0) return 1;
  for (;;) {
    lock_when(p, &p->writable);
    // Reading with the mutex held keeps nobody from anything: the page is ours until we hand it over.
    ssize_t n = read(in, p->data, DATA_BYTES);
    p->size = n > 0 ? (unsigned)n : 0;
    hand_over(p, &p->writable, &p->readable);
    if (n <= 0) {
      close(in);
      return n == 0 ? 0 : 1;
    }
  }
}

static int write_all(int fd, const char* data, size_t size) {
  while (size > 0) {
    ssize_t n = write(fd, data, size);
    if (n < 0) return -1;
    data += n;
    size -= (size_t)n;
  }
  return 0;
}

static int receive_file(struct page* p, const char* path) {
  int out = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);
  if (out < 0) return 1;
  int status = 0;
  for (unsigned size = 1; size > 0;) {
    lock_when(p, &p->readable);
    size = p->size;
    if (size > DATA_BYTES || write_all(out, p->data, size) < 0) status = 1;
    hand_over(p, &p->readable, &p->writable);
  }
  close(out);
  return status;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const char *command = argv[1], *name = argv[2];
  if (strcmp(command, "create") == 0) return create(name);
  if (strcmp(command, "remove") == 0) return shm_unlink(name) == 0 ? 0 : 1;
  int fd = shm_open(name, O_RDWR, 0);
  struct page* p = fd < 0 ? NULL : map_page(fd);
  if (p == NULL) return 1;
  if (argc == 4 && strcmp(command, "send") == 0) return send_file(p, argv[3]);
  if (argc == 4 && strcmp(command, "receive") == 0) return receive_file(p, argv[3]);
  return 2;
}
