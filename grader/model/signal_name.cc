// signal_name.cc — signals by name.
#include "grader/model/signal_name.h"

#include <csignal>
#include <cstring>

namespace grader {

std::string signal_name(int signo) {
  if (signo >= SIGRTMIN && signo <= SIGRTMAX)
    return signo == SIGRTMIN ? "SIGRTMIN" : "SIGRTMIN+" + std::to_string(signo - SIGRTMIN);
  const char* name = ::sigabbrev_np(signo);
  return name != nullptr ? "SIG" + std::string(name) : "signal " + std::to_string(signo);
}

int signal_number(const std::string& name) {
  const std::string wanted = name.rfind("SIG", 0) == 0 ? name : "SIG" + name;
  for (int signo = 1; signo <= SIGRTMAX; ++signo)
    if (signal_name(signo) == wanted) return signo;
  return 0;
}

}  // namespace grader
