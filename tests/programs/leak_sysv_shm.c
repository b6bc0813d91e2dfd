// expect: leak(sysv-shm)
#include <stddef.h>
#include <sys/shm.h>

int main(void) {
  shmdt(shmat(shmget(0x1234, 4096, IPC_CREAT | 0600), NULL, 0));
  return 0;
}
