// A producer and several consumers around a ring in shared memory. Three eventfd counters used as semaphores say how
// many slots are free, how many are filled, and whether somebody is taking from the ring.
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

enum { kLine = 64, kMostSlots = 64 };

struct ring {
  unsigned next_full;  // consumers only, under the lock
  char lines[kMostSlots][kLine];
};

static int free_slots, full_slots, lock;
static unsigned slots;

static void fail(const char* what) {
  perror(what);
  exit(1);
}

static int semaphore(unsigned value) {
  int fd = eventfd(value, EFD_SEMAPHORE);
  if (fd < 0) fail("eventfd");
  return fd;
}

static void down(int fd) {
  uint64_t one;
  if (read(fd, &one, sizeof one) != sizeof one) fail("read");
}

static void up(int fd) {
  const uint64_t one = 1;
  if (write(fd, &one, sizeof one) != sizeof one) fail("write");
}

// Only the producer puts, so it needs no lock: the slot is free, and no consumer looks at it before up(full_slots).
static void put(struct ring* ring, const char* line) {
  static unsigned next_free;
  down(free_slots);
  strcpy(ring->lines[next_free], line);
  next_free = (next_free + 1) % slots;
  up(full_slots);
}

static void take(struct ring* ring, char* line) {
  down(full_slots);
  down(lock);
  strcpy(line, ring->lines[ring->next_full]);
  ring->next_full = (ring->next_full + 1) % slots;
  up(free_slots);
  up(lock);
}

// An empty line is the end.
static void consume(struct ring* ring) {
  char line[kLine];
  for (take(ring, line); line[0] != '\0'; take(ring, line))
    if (write(STDOUT_FILENO, line, strlen(line)) < 0) fail("write");
}

int main(int argc, char** argv) {
  slots = argc == 3 ? atoi(argv[1]) : 0;
  const int consumers = argc == 3 ? atoi(argv[2]) : 0;
  if (slots < 1 || slots > kMostSlots || consumers < 1) {
    fprintf(stderr, "usage: %s SLOTS CONSUMERS\n", argv[0]);
    return 2;
  }
  struct ring* ring = mmap(NULL, sizeof *ring, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (ring == MAP_FAILED) fail("mmap");
  free_slots = semaphore(slots);
  full_slots = semaphore(0);
  lock = semaphore(1);
  for (int i = 0; i < consumers; ++i) {
    pid_t pid = fork();
    if (pid < 0) fail("fork");
    if (pid > 0) continue;
    consume(ring);
    _exit(0);
  }
  char line[kLine];
  while (fgets(line, sizeof line, stdin) != NULL) put(ring, line);
  for (int i = 0; i < consumers; ++i) put(ring, "");
  while (wait(NULL) > 0) {
  }
  return 0;
}
