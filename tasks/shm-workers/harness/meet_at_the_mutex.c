// Linked with `work` and `remove`: two `work` begin together, and meet at the mutex.
//
// With BEGIN_AT_THE_END_OF_INPUT in the environment main() begins when standard input ends. In its first rounds `work`
// stays a moment under the mutex, so the other has to wait for it: who waits for a mutex that was not made for several
// processes is never woken. And if a `work` has added without the mutex, `remove` tells it.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_ROUNDS = 8 };
static const char note[] = ".without-the-mutex";

static int rounds;  // made under a mutex in shared memory

static int called(const char* name) {
  const char* slash = strrchr(program_invocation_name, '/');
  return strcmp(slash == NULL ? program_invocation_name : slash + 1, name) == 0;
}

static void leave_a_note(int status, void* unused) {
  (void)unused;
  if (status != 0 || rounds > 0) return;
  int fd = open(note, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  if (fd >= 0) close(fd);
}

static void read_the_note(int status, void* unused) {
  (void)status, (void)unused;
  static const char text[] = "[a `work` added without locking a mutex in shared memory]\n";
  if (unlink(note) == 0) (void)!write(STDOUT_FILENO, text, sizeof text - 1);
}

__attribute__((constructor)) static void prepare(void) {
  if (called("work")) on_exit(leave_a_note, NULL);
  if (called("remove")) on_exit(read_the_note, NULL);
  if (getenv("BEGIN_AT_THE_END_OF_INPUT") == NULL) return;
  for (;;) {
    char c;
    ssize_t got = read(STDIN_FILENO, &c, 1);
    if (got == 0 || (got < 0 && errno != EINTR)) break;
  }
}

// Does the mutex lie in memory that is shared with other processes? In doubt, yes.
static int shared(const void* p) {
  static const void* last;
  static int answer;
  if (p == last) return answer;
  FILE* maps = fopen("/proc/self/maps", "re");
  if (maps == NULL) return 1;
  char line[512], mode[8];
  unsigned long from, to, at = (unsigned long)p;
  last = p;
  answer = 0;
  while (fgets(line, sizeof line, maps) != NULL)
    if (sscanf(line, "%lx-%lx %7s", &from, &to, mode) == 3 && from <= at && at < to) answer = mode[3] == 's';
  fclose(maps);
  return answer;
}

static void moment(long nanoseconds) {
  int error = errno;
  struct timespec t = {0, nanoseconds};
  nanosleep(&t, NULL);
  errno = error;
}

static int locked(const void* mutex, int result) {
  if ((result != 0 && result != EOWNERDEAD) || rounds >= FIRST_ROUNDS || !shared(mutex)) return result;
  ++rounds;
  moment(2000000);
  return result;
}

int __real_pthread_mutex_lock(pthread_mutex_t* mutex);
int __real_pthread_mutex_trylock(pthread_mutex_t* mutex);
int __real_pthread_mutex_timedlock(pthread_mutex_t* mutex, const struct timespec* until);
int __real_pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const struct timespec* until);
int __real_pthread_mutex_unlock(pthread_mutex_t* mutex);

int __wrap_pthread_mutex_lock(pthread_mutex_t* mutex) { return locked(mutex, __real_pthread_mutex_lock(mutex)); }
int __wrap_pthread_mutex_trylock(pthread_mutex_t* mutex) { return locked(mutex, __real_pthread_mutex_trylock(mutex)); }
int __wrap_pthread_mutex_timedlock(pthread_mutex_t* mutex, const struct timespec* until) {
  return locked(mutex, __real_pthread_mutex_timedlock(mutex, until));
}
int __wrap_pthread_mutex_clocklock(pthread_mutex_t* mutex, clockid_t clock, const struct timespec* until) {
  return locked(mutex, __real_pthread_mutex_clocklock(mutex, clock, until));
}
int __wrap_pthread_mutex_unlock(pthread_mutex_t* mutex) {
  int result = __real_pthread_mutex_unlock(mutex);
  if (rounds > 0 && rounds < FIRST_ROUNDS) moment(200000);
  return result;
}
