// A semaphore in shared memory initialised for threads only: the post wakes nobody in the other process.
// expect: deadlock | private-sync
// cause: process-private
// may: private-sync
// dead: child of main @28 semaphore; main @33 child
#include <semaphore.h>
#include <stdio.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

// Waits until `pid` sleeps: then, and only then, is the post surely too late to be seen without a wake-up.
static void until_asleep(pid_t pid) {
  char path[64], state = 0;
  snprintf(path, sizeof path, "/proc/%d/stat", (int)pid);
  while (state != 'S') {
    FILE *stat = fopen(path, "r");
    fscanf(stat, "%*d %*s %c", &state);
    fclose(stat);
  }
}

int main(void) {
  sem_t *s = mmap(NULL, sizeof *s, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  sem_init(s, 0, 0);
  const pid_t child = fork();
  if (child == 0) {
    sem_wait(s);
    _exit(0);
  }
  until_asleep(child);
  sem_post(s);
  wait(NULL);
  return 0;
}
