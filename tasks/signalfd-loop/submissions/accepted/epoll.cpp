#include <sys/epoll.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iostream>
#include <set>
#include <string>
#include <system_error>

namespace {

int check(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

class Children {
 public:
  void start(char** command) {
    const pid_t pid = check(fork(), "fork");
    if (pid == 0) {
      sigset_t none;
      sigemptyset(&none);
      sigprocmask(SIG_SETMASK, &none, nullptr);
      execvp(command[0], command);
      _exit(127);
    }
    running_.insert(pid);
  }
  void reap(int options) {
    int status = 0;
    for (pid_t pid = 0; !running_.empty() && (pid = waitpid(-1, &status, options)) > 0;) {
      running_.erase(pid);
      ++ended_;
      if (WIFSIGNALED(status))
        std::cout << "killed " << WTERMSIG(status) << std::endl;
      else
        std::cout << "ended " << WEXITSTATUS(status) << std::endl;
    }
  }
  void end() {
    for (const pid_t pid : running_) kill(pid, SIGTERM);
    reap(0);
  }
  void report() const { std::cout << "running " << running_.size() << " ended " << ended_ << std::endl; }

 private:
  std::set<pid_t> running_;
  int ended_ = 0;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) return 2;
  Children children;
  try {
    sigset_t set;
    sigemptyset(&set);
    for (int signo : {SIGCHLD, SIGUSR1, SIGTERM}) sigaddset(&set, signo);
    check(sigprocmask(SIG_BLOCK, &set, nullptr), "sigprocmask");
    const int signals = check(signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK), "signalfd");
    const int loop = check(epoll_create1(EPOLL_CLOEXEC), "epoll_create1");
    epoll_event wanted{};
    wanted.events = EPOLLIN;
    check(epoll_ctl(loop, EPOLL_CTL_ADD, signals, &wanted), "epoll_ctl");
    const int count = std::stoi(argv[1]);
    for (int i = 0; i < count; ++i) children.start(argv + 2);
    std::cout << "started " << count << std::endl;
    for (bool stop = false; !stop;) {
      epoll_event event;
      epoll_wait(loop, &event, 1, -1);
      signalfd_siginfo info;
      while (!stop && read(signals, &info, sizeof info) == sizeof info) {
        children.reap(WNOHANG);
        if (info.ssi_signo == SIGUSR1) children.report();
        stop = info.ssi_signo == SIGTERM;
      }
    }
    children.end();
    std::cout << "bye" << std::endl;
    return 0;
  } catch (const std::exception& e) {
    std::cerr << e.what() << std::endl;
    children.end();
    return 1;
  }
}
