// waitid for a process group, first without reaping (WNOWAIT), then for good.
// expect: none
#define _GNU_SOURCE
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  siginfo_t info;
  const pid_t first = fork();
  if (first == 0) {
    usleep(300000);
    _exit(0);
  }
  setpgid(first, first);
  const pid_t second = fork();
  if (second == 0) {
    usleep(150000);
    _exit(0);
  }
  setpgid(second, first);
  waitid(P_PGID, (id_t)first, &info, WEXITED | WNOWAIT);
  for (int i = 0; i < 2; i++) waitid(P_PGID, (id_t)first, &info, WEXITED);
  return 0;
}
