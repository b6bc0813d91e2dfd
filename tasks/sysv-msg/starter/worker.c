// worker KEY I
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
  if (argc != 3) return 2;
  const key_t key = (key_t)strtol(argv[1], NULL, 0);
  const int me = atoi(argv[2]);
  // 1. Get the queue (msgget); the dispatcher may have created it, or not yet.
  // 2. Receive messages for this worker only, compute, answer; end after the answer to number 0.
  (void)key, (void)me;
  return 0;
}
