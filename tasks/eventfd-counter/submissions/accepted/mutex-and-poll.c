// Two eventfds count, non-blocking, slept on with poll(); a process-shared mutex keeps the consumers apart.
#include <poll.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <stdint.h>
struct ring { pthread_mutex_t m; unsigned out; char text[64][62]; };
static void down(int fd) {
  uint64_t v;
  while (read(fd, &v, 8) != 8) {
    struct pollfd p = {fd, POLLIN, 0};
    poll(&p, 1, -1);
  }
}
static void up(int fd) {
  uint64_t v = 1;
  (void)!write(fd, &v, sizeof v);
}
int main(int argc, char **argv) {
  if (argc != 3) return 2;
  unsigned slots = atoi(argv[1]), n = atoi(argv[2]), in = 0;
  struct ring *r = mmap(NULL, sizeof *r, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  pthread_mutexattr_t a;
  pthread_mutexattr_init(&a);
  pthread_mutexattr_setpshared(&a, PTHREAD_PROCESS_SHARED);
  pthread_mutex_init(&r->m, &a);
  int room = eventfd(slots, EFD_SEMAPHORE | EFD_NONBLOCK), full = eventfd(0, EFD_SEMAPHORE | EFD_NONBLOCK);
  for (unsigned i = 0; i < n; i++)
    if (fork() == 0) {
      for (;;) {
        char line[62];
        down(full);
        pthread_mutex_lock(&r->m);
        strcpy(line, r->text[r->out++ % slots]);
        pthread_mutex_unlock(&r->m);
        up(room);
        if (!line[0]) exit(0);
        puts(line);
        fflush(stdout);
      }
    }
  char *line = NULL;
  size_t size = 0;
  while (getline(&line, &size, stdin) > 0) {
    line[strcspn(line, "\n")] = 0;
    down(room);
    strcpy(r->text[in++ % slots], line);
    up(full);
  }
  for (unsigned i = 0; i < n; i++) {
    down(room);
    r->text[in++ % slots][0] = 0;
    up(full);
  }
  free(line);
  while (wait(NULL) > 0) {}
  return 0;
}
