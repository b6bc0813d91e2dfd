#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "queue.h"

static struct queue* map_queue(int fd) {
  void* p = mmap(NULL, sizeof(struct queue), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? NULL : p;
}

static struct queue* open_queue(const char* name) {
  int fd = shm_open(name, O_RDWR, 0);
  return fd < 0 ? NULL : map_queue(fd);
}

static void take(sem_t* sem) {
  while (sem_wait(sem) < 0 && errno == EINTR) {
  }
}

// First the semaphore, then the lock: who waits for room must not keep the others from making it.
static void put(struct queue* q, const char* item) {
  take(&q->free_slots);
  pthread_mutex_lock(&q->lock);
  snprintf(q->items[q->tail], ITEM_BYTES, "%s", item);
  q->tail = (q->tail + 1) % q->capacity;
  pthread_mutex_unlock(&q->lock);
  sem_post(&q->filled_slots);
}

static void get(struct queue* q, char* item) {
  take(&q->filled_slots);
  pthread_mutex_lock(&q->lock);
  memcpy(item, q->items[q->head], ITEM_BYTES);
  q->head = (q->head + 1) % q->capacity;
  pthread_mutex_unlock(&q->lock);
  sem_post(&q->free_slots);
}

static int create(const char* name, unsigned capacity) {
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  struct queue* q = ftruncate(fd, sizeof *q) < 0 ? NULL : map_queue(fd);
  if (q == NULL) {
    shm_unlink(name);
    return 1;
  }
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&q->lock, &attributes);
  pthread_mutexattr_destroy(&attributes);
  sem_init(&q->free_slots, 1, capacity);
  sem_init(&q->filled_slots, 1, 0);
  q->capacity = capacity;
  return 0;
}

static int produce(struct queue* q) {
  char line[ITEM_BYTES + 1];
  while (fgets(line, sizeof line, stdin) != NULL) {
    line[strcspn(line, "\n")] = '\0';
    put(q, line);
  }
  return 0;
}

static int consume(struct queue* q, const char* path) {
  int out = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
  if (out < 0) return 1;
  for (;;) {
    char item[ITEM_BYTES + 1];
    get(q, item);
    if (item[0] == '\0') break;
    size_t length = strlen(item);
    item[length++] = '\n';
    // One write of a whole line: with O_APPEND two consumers never mix theirs.
    if (write(out, item, length) != (ssize_t)length) return 1;
  }
  close(out);
  return 0;
}

static int remove_queue(struct queue* q, const char* name) {
  int left = 0;
  sem_getvalue(&q->filled_slots, &left);
  printf("%d\n", left);
  return shm_unlink(name) == 0 ? 0 : 1;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const char *command = argv[1], *name = argv[2];
  if (argc == 4 && strcmp(command, "create") == 0) return create(name, (unsigned)atoi(argv[3]));
  struct queue* q = open_queue(name);
  if (q == NULL) return 1;
  if (argc == 3 && strcmp(command, "produce") == 0) return produce(q);
  if (argc == 4 && strcmp(command, "consume") == 0) return consume(q, argv[3]);
  if (argc == 4 && strcmp(command, "close") == 0) {
    for (int i = atoi(argv[3]); i > 0; --i) put(q, "");
    return 0;
  }
  if (argc == 3 && strcmp(command, "remove") == 0) return remove_queue(q, name);
  return 2;
}
