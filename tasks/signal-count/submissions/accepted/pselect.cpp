#include <sys/select.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iostream>
#include <string>

namespace {

volatile std::sig_atomic_t counts[2], done;

extern "C" void handler(int signo) {
  if (signo == SIGTERM)
    done = 1;
  else
    counts[signo == SIGUSR2] = counts[signo == SIGUSR2] + 1;
}

class Signals {
 public:
  Signals() {
    sigemptyset(&none_);
    sigemptyset(&ours_);
    for (int signo : {SIGUSR1, SIGUSR2, SIGTERM}) sigaddset(&ours_, signo);
    sigprocmask(SIG_BLOCK, &ours_, nullptr);
    struct sigaction action {};
    action.sa_handler = handler;
    for (int signo : {SIGUSR1, SIGUSR2, SIGTERM}) sigaction(signo, &action, nullptr);
  }
  void hold(bool on) { held_ = on; }
  bool wait_for_input() const {
    fd_set in;
    FD_ZERO(&in);
    FD_SET(STDIN_FILENO, &in);
    return pselect(1, &in, nullptr, nullptr, nullptr, held_ ? &ours_ : &none_) == 1;
  }

 private:
  sigset_t ours_, none_;
  bool held_ = false;
};

void print_counts() { std::cout << "usr1 " << counts[0] << " usr2 " << counts[1] << std::endl; }

}  // namespace

int main() {
  Signals signals;
  std::cout << "ready" << std::endl;
  std::string pending;
  while (!done) {
    if (!signals.wait_for_input()) continue;
    char bytes[64];
    const ssize_t n = read(STDIN_FILENO, bytes, sizeof bytes);
    if (n <= 0) break;
    pending.append(bytes, static_cast<std::size_t>(n));
    for (std::size_t end; (end = pending.find('\n')) != std::string::npos; pending.erase(0, end + 1)) {
      const std::string command = pending.substr(0, end);
      if (command == "count") {
        print_counts();
      } else if (command == "hold") {
        signals.hold(true);
        std::cout << "held" << std::endl;
      } else if (command == "release") {
        std::cout << "released" << std::endl;
        signals.hold(false);
      }
    }
  }
  print_counts();
  std::cout << "bye" << std::endl;
}
