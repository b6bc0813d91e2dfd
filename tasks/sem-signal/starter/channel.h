// channel.h: what lies in the shared memory object. Part of the task: do not change it.
#ifndef CHANNEL_H
#define CHANNEL_H

#include <semaphore.h>
#include <sys/types.h>

struct channel {
  sem_t ready;     // posted once by the receiver: receiver is set, and its handler is installed
  pid_t receiver;  // where to send SIGUSR1
  long number;     // valid once both the signal and go have come; 0 is the end
  sem_t go;        // posted by the sender once for each number
  sem_t done;      // posted by the receiver once for each number
};

#endif
