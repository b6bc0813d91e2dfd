// Children come and go, several hundred of them, while another one waits all the time for the last word.
// expect: none
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  int ends[2];
  char byte;
  pipe(ends);
  const pid_t patient = fork();
  if (patient == 0) {
    close(ends[1]);
    _exit(read(ends[0], &byte, 1) != 0);
  }
  close(ends[0]);
  for (int i = 0; i < 300; i++) {
    const pid_t child = fork();
    if (child == 0) _exit(0);
    waitpid(child, NULL, 0);
  }
  close(ends[1]);
  waitpid(patient, NULL, 0);
  return 0;
}
