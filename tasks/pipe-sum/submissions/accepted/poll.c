// One pipe each, text in single bytes, read as it comes with poll().
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

int main(int argc, char **argv) {
  if (argc != 4) return 2;
  long long a = atoll(argv[1]), b = atoll(argv[2]);
  int k = atoi(argv[3]);
  if (k < 1 || k > 30) return 2;
  struct pollfd p[30];
  unsigned long long sums[30] = {0};
  for (int i = 0; i < k; i++) {
    int e[2];
    if (pipe(e)) return 1;
    if (fork() == 0) {
      for (int j = 0; j < i; j++) close(p[j].fd);
      close(e[0]);
      unsigned long long s = 0;
      for (long long x = a + i; x <= b; x += k) s += (unsigned long long)x * x;
      char text[32];
      int n = sprintf(text, "%llu", s);
      for (int j = 0; j < n; j++) (void)!write(e[1], text + j, 1);
      _exit(0);
    }
    close(e[1]);
    p[i].fd = e[0];
    p[i].events = POLLIN;
  }
  for (int open_ends = k; open_ends > 0;) {
    poll(p, k, -1);
    for (int i = 0; i < k; i++) {
      if (p[i].fd < 0 || !(p[i].revents & (POLLIN | POLLHUP))) continue;
      char c;
      if (read(p[i].fd, &c, 1) == 1) {
        sums[i] = sums[i] * 10 + (c - '0');
      } else {
        close(p[i].fd);
        p[i].fd = -1;
        open_ends--;
      }
    }
  }
  while (wait(NULL) > 0) {
  }
  unsigned long long total = 0;
  for (int i = 0; i < k; i++) {
    printf("child %d %llu\n", i + 1, sums[i]);
    total += sums[i];
  }
  printf("total %llu\n", total);
  return 0;
}
