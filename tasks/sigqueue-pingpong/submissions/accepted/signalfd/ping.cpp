#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>
#include <iostream>
#include <vector>

namespace {

// Answers go through a pipe: a handler may call write.
int channel[2];

extern "C" void on_answer(int, siginfo_t* info, void*) {
  const int saved = errno;
  const int value = info->si_value.sival_int;
  if (write(channel[1], &value, sizeof value) < 0) _exit(3);
  errno = saved;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3 || pipe(channel) < 0) return 2;
  struct sigaction action {};
  action.sa_sigaction = on_answer;
  action.sa_flags = SA_SIGINFO | SA_RESTART;
  sigaction(SIGRTMIN, &action, nullptr);
  pid_t pong = 0;
  if (!(std::ifstream(argv[1]) >> pong)) {
    std::cerr << argv[1] << ": cannot read a number\n";
    return 1;
  }
  const std::vector<std::string> words(argv + 2, argv + argc);
  for (const std::string& word : words) {
    sigval value{};
    value.sival_int = std::stoi(word);
    if (sigqueue(pong, SIGRTMIN, value) != 0) {
      std::cerr << "nobody there\n";
      return 1;
    }
  }
  for (const std::string& word : words) {
    int answer = 0;
    if (read(channel[0], &answer, sizeof answer) != sizeof answer) return 1;
    std::cout << word << ' ' << answer << '\n';
  }
}
