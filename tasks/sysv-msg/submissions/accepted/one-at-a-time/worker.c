// worker.c — computes what the dispatcher sends to it.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>

enum { kAnswer = 100 };

struct message {
  long mtype;   // 1, 2, …: for this worker; 100: an answer
  int number;   // what to compute; 0: end
  int worker;   // an answer: who computed it
  long steps;   // an answer: the result
};

static const size_t kBody = sizeof(struct message) - sizeof(long);

static long collatz_steps(long n) {
  long steps = 0;
  for (; n != 1; ++steps) n = n % 2 == 0 ? n / 2 : 3 * n + 1;
  return steps;
}

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  const key_t key = (key_t)strtol(argv[1], NULL, 0);
  const int me = atoi(argv[2]);
  // Whoever comes first creates the queue; the dispatcher removes it.
  const int queue = msgget(key, IPC_CREAT | 0600);
  if (queue < 0) {
    perror("msgget");
    return 1;
  }
  for (;;) {
    struct message m;
    if (msgrcv(queue, &m, kBody, me, 0) < 0) {
      if (errno == EINTR) continue;
      perror("msgrcv");
      return 1;
    }
    const int stop = m.number == 0;
    m.mtype = kAnswer;
    m.worker = me;
    m.steps = stop ? 0 : collatz_steps(m.number);
    while (msgsnd(queue, &m, kBody, 0) < 0) {
      if (errno == EINTR) continue;
      perror("msgsnd");
      return 1;
    }
    if (stop) return 0;
  }
}
