#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGRTMIN);
  sigprocmask(SIG_BLOCK, &set, nullptr);
  const int fd = signalfd(-1, &set, SFD_CLOEXEC);
  {
    std::ofstream file(argv[1]);
    file << getpid() << std::endl;
    if (!file) return 1;
  }
  int answered = 0;
  signalfd_siginfo ball{};
  while (read(fd, &ball, sizeof ball) == sizeof ball) {
    sigval answer{};
    answer.sival_int = 2 * ball.ssi_int;
    if (sigqueue(static_cast<pid_t>(ball.ssi_pid), SIGRTMIN, answer) == 0) ++answered;
    if (ball.ssi_int == 0) break;
  }
  std::cout << "answered " << answered << std::endl;
  return std::remove(argv[1]) == 0 ? 0 : 1;
}
