// busy_load.cc — keeps the machine's processors busy for as long as it lives.
#include "grader/cli/busy_load.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sandbox/fd.h"

namespace grader {
namespace {

[[noreturn]] void burn(pid_t parent) {
  // Ends with the grader, however that ends; it may have ended before the request.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != parent) ::_exit(0);
  ::setsid();
  for (volatile unsigned long n = 0;;) n = n + 1;
}

}  // namespace

sandbox::Result<BusyLoad> BusyLoad::start(unsigned processes) {
  BusyLoad load;
  const pid_t parent = ::getpid();
  for (unsigned i = 0; i < processes; ++i) {
    const pid_t pid = ::fork();
    if (pid < 0) return sandbox::last_error("start a busy process");
    if (pid == 0) burn(parent);
    load.pids_.push_back(pid);
  }
  return load;
}

BusyLoad::~BusyLoad() {
  for (const pid_t pid : pids_) {
    ::kill(pid, SIGKILL);  // a child that nobody else reaps: the pid is its own
    (void)sandbox::retry_eintr([&] { return ::waitpid(pid, nullptr, 0); });
  }
}

}  // namespace grader
