#include <errno.h>
#include <fcntl.h>
#include <semaphore.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "channel.h"

// Posted by the handler: this is how the signal gets into the order of the program. sem_post is one of the few
// functions of synchronisation that a handler may call.
static sem_t signalled;

static void on_signal(int signo) {
  (void)signo;
  int saved = errno;
  sem_post(&signalled);
  errno = saved;
}

// The handler interrupts sem_wait: then it has not taken the semaphore.
static void take(sem_t* sem) {
  while (sem_wait(sem) < 0 && errno == EINTR) {
  }
}

static struct channel* map_channel(int fd) {
  void* p = mmap(NULL, sizeof(struct channel), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
  close(fd);
  return p == MAP_FAILED ? NULL : p;
}

static int create(const char* name) {
  int fd = shm_open(name, O_CREAT | O_EXCL | O_RDWR, 0600);
  if (fd < 0) return 1;
  struct channel* c = ftruncate(fd, sizeof *c) < 0 ? NULL : map_channel(fd);
  if (c == NULL || sem_init(&c->ready, 1, 0) < 0 || sem_init(&c->go, 1, 0) < 0 || sem_init(&c->done, 1, 0) < 0) {
    shm_unlink(name);
    return 1;
  }
  return 0;
}

static int receive(struct channel* c) {
  if (sem_init(&signalled, 0, 0) < 0) return 1;
  struct sigaction action = {.sa_handler = on_signal};
  if (sigaction(SIGUSR1, &action, NULL) < 0) return 1;
  c->receiver = getpid();
  sem_post(&c->ready);
  for (;;) {
    // Both must have come; which one is first does not matter.
    take(&c->go);
    take(&signalled);
    long number = c->number;
    if (number != 0) printf("%ld\n", number);
    sem_post(&c->done);
    if (number == 0) return 0;
  }
}

static int send_number(struct channel* c, long number) {
  c->number = number;
  if (kill(c->receiver, SIGUSR1) < 0) return 1;
  sem_post(&c->go);
  take(&c->done);
  return 0;
}

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  const char *command = argv[1], *name = argv[2];
  if (strcmp(command, "create") == 0) return create(name);
  if (strcmp(command, "remove") == 0) return shm_unlink(name) == 0 ? 0 : 1;
  int fd = shm_open(name, O_RDWR, 0);
  struct channel* c = fd < 0 ? NULL : map_channel(fd);
  if (c == NULL) return 1;
  if (strcmp(command, "receive") == 0) return receive(c);
  if (strcmp(command, "send") != 0) return 2;
  take(&c->ready);
  for (int i = 3; i < argc; ++i)
    if (send_number(c, atol(argv[i])) != 0) return 1;
  return send_number(c, 0);
}
