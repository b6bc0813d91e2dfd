// The queue itself sends the signal when its first message arrives.
// expect: none
#include <fcntl.h>
#include <mqueue.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void) {
  struct mq_attr attributes = {.mq_maxmsg = 2, .mq_msgsize = 8};
  struct sigevent event = {.sigev_notify = SIGEV_SIGNAL, .sigev_signo = SIGUSR1};
  sigset_t set;
  int signo;
  char text[8];
  sigemptyset(&set);
  sigaddset(&set, SIGUSR1);
  sigprocmask(SIG_BLOCK, &set, NULL);
  const mqd_t queue = mq_open("/bell", O_CREAT | O_RDWR, 0600, &attributes);
  mq_unlink("/bell");
  mq_notify(queue, &event);
  if (fork() == 0) {
    usleep(300000);
    mq_send(queue, "ring", 5, 0);
    _exit(0);
  }
  sigwait(&set, &signo);
  mq_receive(queue, text, sizeof text, NULL);
  wait(NULL);
  return 0;
}
