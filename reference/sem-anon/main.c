#include <errno.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

struct shared {
  sem_t lock;
  long counter;  // protected by lock
};

static void lock(sem_t* sem) {
  while (sem_wait(sem) < 0 && errno == EINTR) {
  }
}

// The starting shot: standard input ends.
static void wait_for_the_shot(void) {
  char c;
  while (read(STDIN_FILENO, &c, 1) > 0) {
  }
}

static void work(struct shared* s, long rounds) {
  for (long i = 0; i < rounds; ++i) {
    lock(&s->lock);
    long seen = s->counter;
    usleep(100);
    s->counter = seen + 1;
    sem_post(&s->lock);
  }
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  int children = atoi(argv[1]);
  long rounds = atol(argv[2]);
  struct shared* s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (s == MAP_FAILED) return 1;
  if (sem_init(&s->lock, 1, 1) < 0) return 1;

  int status = 0, started = 0;
  for (; started < children; ++started) {
    pid_t pid = fork();
    if (pid < 0) {
      status = 1;
      break;
    }
    if (pid == 0) {
      wait_for_the_shot();
      work(s, rounds);
      _exit(0);
    }
  }
  for (int i = 0; i < started; ++i) {
    int end;
    if (wait(&end) < 0 || !WIFEXITED(end) || WEXITSTATUS(end) != 0) status = 1;
  }
  if (status == 0) printf("%ld\n", s->counter);
  sem_destroy(&s->lock);
  munmap(s, sizeof *s);
  return status;
}
