#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <iostream>
#include <stdexcept>
#include <string>

using Clock = std::chrono::steady_clock;

// A descriptor of the child becomes readable when it ends.
static bool ended(int pidfd, std::chrono::duration<double> patience) {
  const auto end = Clock::now() + patience;
  while (true) {
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
    pollfd p{pidfd, POLLIN, 0};
    const int n = poll(&p, 1, left > 0 ? static_cast<int>(left) + 1 : 0);
    if (n == 1) return true;
    if (n == 0) return false;
  }
}

int main(int argc, char** argv) {
  if (argc < 3) return 125;
  double seconds = 0;
  try {
    std::size_t used = 0;
    seconds = std::stod(argv[1], &used);
    if (used != std::strlen(argv[1]) || seconds < 0) throw std::invalid_argument(argv[1]);
  } catch (const std::exception&) {
    std::cerr << argv[1] << " is no time\n";
    return 125;
  }
  const pid_t child = fork();
  if (child == -1) {
    std::cerr << "fork: " << std::strerror(errno) << '\n';
    return 125;
  }
  if (child == 0) {
    setpgid(0, 0);
    execvp(argv[2], argv + 2);
    const int status = errno == ENOENT ? 127 : 126;
    std::cerr << argv[2] << ": " << std::strerror(errno) << '\n';
    _exit(status);
  }
  setpgid(child, child);
  const int pidfd = static_cast<int>(syscall(SYS_pidfd_open, child, 0));
  bool late = false;
  if (!ended(pidfd, std::chrono::duration<double>(seconds))) {
    late = true;
    kill(-child, SIGTERM);
    if (!ended(pidfd, std::chrono::milliseconds(500))) kill(-child, SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (late) return 124;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}
