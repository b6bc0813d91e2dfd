#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "accounts.h"

static struct accounts* map_accounts(int fd) {
  void* p = mmap(NULL, sizeof(struct accounts), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? NULL : p;
}

// Only right is trusted: a move is complete once right has grown.
static void repair(struct accounts* a) {
  a->left = a->total - a->right;
  ++a->repairs;
}

static int lock(struct accounts* a) {
  int error = pthread_mutex_lock(&a->mutex);
  if (error == EOWNERDEAD) {
    // The lock is ours, and so are the ruins that its owner left.
    repair(a);
    error = pthread_mutex_consistent(&a->mutex);
  }
  return error;
}

static int create(const char* name, long total) {
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  struct accounts* a = ftruncate(fd, sizeof *a) < 0 ? NULL : map_accounts(fd);
  if (a == NULL) {
    shm_unlink(name);
    return 1;
  }
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST);
  pthread_mutex_init(&a->mutex, &attributes);
  pthread_mutexattr_destroy(&attributes);
  a->total = a->left = total;
  a->right = a->repairs = 0;
  return 0;
}

static int move(struct accounts* a, long times) {
  for (; times > 0; --times) {
    if (lock(a) != 0) return 1;
    --a->left;
    ++a->right;
    pthread_mutex_unlock(&a->mutex);
  }
  return 0;
}

static int die(struct accounts* a, long amount) {
  if (lock(a) != 0) return 1;
  a->left -= amount;
  puts("inside");
  fflush(stdout);
  for (;;) pause();
}

static int show(struct accounts* a) {
  if (lock(a) != 0) return 1;
  printf("%ld %ld %ld\n", a->left, a->right, a->repairs);
  pthread_mutex_unlock(&a->mutex);
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const char *command = argv[1], *name = argv[2];
  long number = argc > 3 ? atol(argv[3]) : 0;
  if (strcmp(command, "create") == 0) return create(name, number);
  if (strcmp(command, "remove") == 0) return shm_unlink(name) == 0 ? 0 : 1;
  int fd = shm_open(name, O_RDWR, 0);
  struct accounts* a = fd < 0 ? NULL : map_accounts(fd);
  if (a == NULL) return 1;
  if (strcmp(command, "move") == 0) return move(a, number);
  if (strcmp(command, "die") == 0) return die(a, number);
  if (strcmp(command, "show") == 0) return show(a);
  return 2;
}
