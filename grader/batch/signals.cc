// signals.cc — the signals that end a grading: caught in the parent, given back in the workers.
#include "grader/batch/signals.h"

#include <sys/signalfd.h>

#include <atomic>

namespace grader {
namespace {

constexpr int kEndSignals[] = {SIGINT, SIGTERM, SIGHUP};

sigset_t end_signal_set() {
  sigset_t set;
  sigemptyset(&set);
  for (const int signo : kEndSignals) sigaddset(&set, signo);
  return set;
}

std::atomic<bool> asked{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // used in a signal handler

}  // namespace

EndSignals::EndSignals() {
  const sigset_t set = end_signal_set();
  ::sigprocmask(SIG_BLOCK, &set, &before_);
  fd_ = sandbox::Fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  ::signal(SIGPIPE, SIG_IGN);
}

EndSignals::~EndSignals() { ::sigprocmask(SIG_SETMASK, &before_, nullptr); }

int EndSignals::came() {
  signalfd_siginfo info;
  while (::read(fd_.get(), &info, sizeof info) == static_cast<ssize_t>(sizeof info))
    if (came_ == 0) came_ = static_cast<int>(info.ssi_signo);
  return came_;
}

void catch_end_signals() {
  struct sigaction action {};
  action.sa_handler = [](int) { asked = true; };
  for (const int signo : kEndSignals) ::sigaction(signo, &action, nullptr);  // no SA_RESTART: poll() wakes
  const sigset_t set = end_signal_set();
  ::sigprocmask(SIG_UNBLOCK, &set, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

bool end_asked() { return asked; }

}  // namespace grader
