// The child waits for a byte that main writes after it has waited for the child's post.
// expect: deadlock
// cause: parent-child-cycle
// dead: child of main @18 pipe; main @23 semaphore
// says: Let main write what child of main waits for before it waits in sem_wait() at
#include <semaphore.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  sem_t *posted = mmap(NULL, sizeof *posted, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  int go[2];
  char byte = 0;
  sem_init(posted, 1, 0);
  if (pipe(go) != 0) return 1;
  if (fork() == 0) {
    close(go[1]); read(go[0], &byte, 1);
    sem_post(posted);
    _exit(0);
  }
  close(go[0]);
  sem_wait(posted);
  write(go[1], &byte, 1);
  wait(NULL);
  return 0;
}
