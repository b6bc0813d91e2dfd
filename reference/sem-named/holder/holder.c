#include <fcntl.h>
#include <semaphore.h>
#include <stdio.h>
#include <unistd.h>

// holder NAME: takes the semaphore, says so, and gives it back when its standard input ends.
int main(int argc, char** argv) {
  if (argc != 2) return 2;
  sem_t* sem = sem_open(argv[1], O_CREAT, 0600, 1);
  if (sem == SEM_FAILED || sem_wait(sem) < 0) return 1;
  puts("held");
  fflush(stdout);
  char byte;
  while (read(STDIN_FILENO, &byte, 1) > 0) {
  }
  return sem_post(sem) < 0;
}
