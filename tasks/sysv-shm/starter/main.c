// main W
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char** argv) {
  if (argc != 2) return 1;
  // 1. Read R, K and C; make shared memory for the matrices (shmget, shmat).
  // 2. Read A and B; after bad input: status 1, and nothing stays.
  // 3. Start W workers, each computes its rows.
  // 4. Wait for all of them, print the product, remove the memory (shmctl).
  (void)argv;
  return 0;
}
