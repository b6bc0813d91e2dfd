// dispatcher KEY W FROM TO
#include <stdio.h>
#include <stdlib.h>
#include <sys/ipc.h>
#include <sys/msg.h>

struct message {
  long mtype;   // 1, 2, …: for this worker; 100: an answer
  int number;   // what to compute; 0: end
  int worker;   // an answer: who computed it
  long steps;   // an answer: the result
};

int main(int argc, char** argv) {
  if (argc != 5) return 2;
  const key_t key = (key_t)strtol(argv[1], NULL, 0);
  const int workers = atoi(argv[2]), from = atoi(argv[3]), to = atoi(argv[4]);
  // 1. Get the queue (msgget); a worker may have created it.
  // 2. Give the numbers to the workers in turn, and collect their answers; mind that the queue can be full.
  // 3. Print the answers in the order of the numbers.
  // 4. Tell every worker to end, wait for its answer, remove the queue (msgctl).
  (void)key, (void)workers, (void)from, (void)to;
  return 0;
}
