// The timer signals one thread (SIGEV_THREAD_ID), which waits for it; main joins that thread.
// expect: none
#define _GNU_SOURCE
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#ifndef sigev_notify_thread_id
#define sigev_notify_thread_id _sigev_un._tid
#endif

static void *wait_for_timer(void *mask) {
  timer_t timer;
  int signo;
  struct sigevent event = {.sigev_notify = SIGEV_THREAD_ID, .sigev_signo = SIGRTMIN};
  const struct itimerspec once = {{0, 0}, {0, 300000000}};
  event.sigev_notify_thread_id = (int)syscall(SYS_gettid);
  timer_create(CLOCK_MONOTONIC, &event, &timer);
  timer_settime(timer, 0, &once, NULL);
  sigwait(mask, &signo);
  return NULL;
}

int main(void) {
  pthread_t thread;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  pthread_create(&thread, NULL, wait_for_timer, &set);
  pthread_join(thread, NULL);
  return 0;
}
