// expect: leak(sysv-sem)
#include <sys/sem.h>

int main(void) {
  semctl(semget(IPC_PRIVATE, 3, 0600), 0, SETVAL, 1);
  return 0;
}
