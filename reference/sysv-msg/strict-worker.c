// strict-worker.c KEY I W FROM — a worker that says when a number is not for it, and that takes its time to end:
// it answers the order to end only when its standard input ends.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>
#include <unistd.h>

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
  if (argc != 5) return 2;
  const key_t key = (key_t)strtol(argv[1], NULL, 0);
  const int me = atoi(argv[2]), workers = atoi(argv[3]), from = atoi(argv[4]);
  int wrong = 0;
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
    const int whose = (m.number - from) % workers + 1;
    if (!stop && whose != me && !wrong) {
      wrong = 1;
      printf("%d is for worker %d, but came to worker %d\n", m.number, whose, me);
    }
    if (stop) {
      printf("told to end\n");
      fflush(stdout);
      char c;
      while (read(0, &c, 1) > 0) {}
    }
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
