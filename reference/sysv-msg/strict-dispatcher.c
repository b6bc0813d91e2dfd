// strict-dispatcher.c — the dispatcher, with a close look at the answers to the order to end.
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>

enum { kAnswer = 100, kAhead = 4, kStop = 0 };

struct message {
  long mtype;   // 1, 2, …: for this worker; 100: an answer
  int number;   // what to compute; 0: end
  int worker;   // an answer: who computed it
  long steps;   // an answer: the result
};

static const size_t kBody = sizeof(struct message) - sizeof(long);

static int queue = -1;

static void fail(const char* what) {
  perror(what);
  if (queue >= 0) msgctl(queue, IPC_RMID, NULL);
  exit(1);
}

static void send_number(int worker, int number) {
  struct message m = {.mtype = worker, .number = number};
  while (msgsnd(queue, &m, kBody, 0) < 0)
    if (errno != EINTR) fail("msgsnd");
}

static struct message next_answer(void) {
  struct message m;
  while (msgrcv(queue, &m, kBody, kAnswer, 0) < 0)
    if (errno != EINTR) fail("msgrcv");
  return m;
}

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const key_t key = (key_t)strtol(argv[1], NULL, 0);
  const int workers = atoi(argv[2]), from = atoi(argv[3]), to = atoi(argv[4]);
  const int count = to - from + 1;
  struct message* answers = calloc((size_t)count, sizeof *answers);
  if (answers == NULL) fail("calloc");
  queue = msgget(key, IPC_CREAT | 0600);
  if (queue < 0) fail("msgget");

  // A queue has room for some hundred messages only. If it were full of numbers, no worker could answer, and nobody
  // would read: so no more than a few numbers are on their way at any time.
  int sent = 0, done = 0;
  while (done < count) {
    while (sent < count && sent - done < workers * kAhead) {
      send_number(sent % workers + 1, from + sent);
      ++sent;
    }
    const struct message m = next_answer();
    answers[m.number - from] = m;
    ++done;
  }
  for (int i = 0; i < count; ++i) printf("%d %ld %d\n", answers[i].number, answers[i].steps, answers[i].worker);

  // Removing the queue would take the order to end away from those who have not read it yet.
  for (int worker = 1; worker <= workers; ++worker) send_number(worker, kStop);
  for (int left = workers; left > 0; --left) {
    const struct message m = next_answer();
    if (m.number != 0 || m.steps != 0) printf("the answer to 0 has the number %d and steps %ld\n", m.number, m.steps);
  }
  if (msgctl(queue, IPC_RMID, NULL) < 0) fail("msgctl");
  free(answers);
  return 0;
}
