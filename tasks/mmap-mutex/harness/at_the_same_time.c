// Linked with the solution: the children begin together, and meet at the mutex.
//
// A child comes back from fork() only when standard input has ended: the grader ends it when all children are there.
// In its first rounds a child stays a moment under the mutex, so the others have to wait for it: who waits for a mutex
// that was not made for several processes is never woken. And who adds without the mutex is told.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

enum { FIRST_ROUNDS = 8 };

static pid_t parent;
static int children;        // that the parent has started
static int child;           // this process is one of them
static int rounds;          // that this child has made under a mutex in shared memory
static int shot = -1;       // standard input
static int notes[2] = {-1, -1};  // a byte from each child that has locked

static void count_child(void) { ++children; }

static void wait_for_the_shot(void) {
  char c;
  child = 1;
  rounds = 0;
  for (;;) {
    ssize_t got = read(shot, &c, 1);
    if (got == 0 || (got < 0 && errno != EINTR)) break;
  }
}

__attribute__((constructor)) static void prepare(void) {
  parent = getpid();
  shot = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 100);
  (void)!pipe2(notes, O_NONBLOCK | O_CLOEXEC);
  pthread_atfork(NULL, count_child, wait_for_the_shot);
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
  if ((result != 0 && result != EOWNERDEAD) || !child || rounds >= FIRST_ROUNDS || !shared(mutex)) return result;
  if (rounds++ == 0) (void)!write(notes[1], "", 1);
  moment(1000000);
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
  if (child && rounds < FIRST_ROUNDS) moment(200000);
  return result;
}

__attribute__((destructor)) static void tell(void) {
  if (getpid() != parent || notes[0] < 0) return;
  char c, text[160];
  int who = 0;
  while (read(notes[0], &c, 1) == 1) ++who;
  if (who >= children) return;
  int length = snprintf(text, sizeof text, "[%d of %d children added without locking a mutex in shared memory]\n",
                        children - who, children);
  (void)!write(STDOUT_FILENO, text, (size_t)length);
}
