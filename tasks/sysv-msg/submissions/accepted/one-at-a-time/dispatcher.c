// One number at a time: sends it and waits for its answer.
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
struct message { long mtype; int number; int worker; long steps; };
#define SIZE (sizeof(struct message) - sizeof(long))
int main(int argc, char **argv) {
  if (argc != 5) return 2;
  int w = atoi(argv[2]), from = atoi(argv[3]), to = atoi(argv[4]);
  int q = msgget(strtol(argv[1], NULL, 0), IPC_CREAT | 0600);
  struct message m;
  for (int n = from; n <= to; n++) {
    m = (struct message){.mtype = (n - from) % w + 1, .number = n};
    if (msgsnd(q, &m, SIZE, 0) || msgrcv(q, &m, SIZE, 100, 0) < 0) return 1;
    printf("%d %ld %d\n", n, m.steps, m.worker);
  }
  for (int i = 1; i <= w; i++) {
    m = (struct message){.mtype = i};
    if (msgsnd(q, &m, SIZE, 0) || msgrcv(q, &m, SIZE, 100, 0) < 0) return 1;
  }
  return msgctl(q, IPC_RMID, NULL) ? 1 : 0;
}
