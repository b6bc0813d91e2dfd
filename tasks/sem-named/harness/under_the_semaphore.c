// Linked with the solution: looks whether the counter changes while the semaphore is not held.
//
// It looks only at a `work` that is alone (ALONE in the environment): then nobody else can have changed the counter
// between a sem_post() and the next sem_wait(), or the end. `result` tells what was seen.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

static const char note[] = ".without-the-semaphore";

static char object[300];  // the file of the shared memory object; empty: nothing to look at
static int held;
static long last;  // the counter when the semaphore was given back; 0 before

static long counter(void) {
  long value = 0;
  int error = errno;
  int fd = open(object, O_RDONLY | O_CLOEXEC);
  if (fd >= 0) {
    if (pread(fd, &value, sizeof value, 0) != sizeof value) value = 0;
    close(fd);
  }
  errno = error;
  return value;
}

static void compare(void) {
  if (object[0] == '\0' || held) return;
  long now = counter();
  if (now == last) return;
  int fd = open(note, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (fd < 0) return;
  dprintf(fd, "[`work` took the counter from %ld to %ld without holding the semaphore]\n", last, now);
  close(fd);
  object[0] = '\0';
}

static void look_again(int status, void* unused) {
  (void)status, (void)unused;
  compare();
}

static void read_the_note(int status, void* unused) {
  (void)status, (void)unused;
  char text[200];
  int fd = open(note, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return;
  ssize_t length = read(fd, text, sizeof text);
  close(fd);
  unlink(note);
  if (length > 0) (void)!write(STDOUT_FILENO, text, (size_t)length);
}

__attribute__((constructor)) static void prepare(int argc, char** argv) {
  if (argc > 2 && strcmp(argv[1], "result") == 0) on_exit(read_the_note, NULL);
  if (argc < 4 || strcmp(argv[1], "work") != 0 || getenv("ALONE") == NULL) return;
  snprintf(object, sizeof object, "/dev/shm%s", argv[2]);
  on_exit(look_again, NULL);
}

static int taken(int result) {
  if (result == 0) {
    compare();
    held = 1;
  }
  return result;
}

int __real_sem_wait(sem_t* semaphore);
int __real_sem_trywait(sem_t* semaphore);
int __real_sem_timedwait(sem_t* semaphore, const struct timespec* until);
int __real_sem_clockwait(sem_t* semaphore, clockid_t clock, const struct timespec* until);
int __real_sem_post(sem_t* semaphore);

int __wrap_sem_wait(sem_t* semaphore) { return taken(__real_sem_wait(semaphore)); }
int __wrap_sem_trywait(sem_t* semaphore) { return taken(__real_sem_trywait(semaphore)); }
int __wrap_sem_timedwait(sem_t* semaphore, const struct timespec* until) {
  return taken(__real_sem_timedwait(semaphore, until));
}
int __wrap_sem_clockwait(sem_t* semaphore, clockid_t clock, const struct timespec* until) {
  return taken(__real_sem_clockwait(semaphore, clock, until));
}
int __wrap_sem_post(sem_t* semaphore) {
  if (object[0] != '\0' && held) {
    last = counter();
    held = 0;
  }
  return __real_sem_post(semaphore);
}
