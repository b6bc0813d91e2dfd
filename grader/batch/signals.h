// signals.h — the signals that end a grading: caught in the parent, given back in the workers.
#pragma once

#include <signal.h>

#include "sandbox/fd.h"

namespace grader {

/// Blocks SIGINT, SIGTERM, SIGHUP and reads them from a descriptor instead; ignores SIGPIPE, so that a reader
/// who left is an EPIPE and not a death. Thread: the process has one.
class EndSignals {
 public:
  EndSignals();
  ~EndSignals();
  EndSignals(const EndSignals&) = delete;
  EndSignals& operator=(const EndSignals&) = delete;

  /// Readable once one has come.
  int fd() const { return fd_.get(); }
  /// Takes what has come; 0 when nothing has. Stays non-zero from then on.
  int came();

 private:
  sandbox::Fd fd_;
  sigset_t before_{};
  int came_ = 0;
};

/// In a process that grades: SIGINT, SIGTERM and SIGHUP set a flag, which `end_asked` reads.
void catch_end_signals();
bool end_asked();

}  // namespace grader
