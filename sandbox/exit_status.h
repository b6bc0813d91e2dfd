// exit_status.h — how a process ended. Plain data.
#pragma once

#include <sys/wait.h>

#include <optional>

namespace sandbox {

/// A decoded wait status: an exit code or a signal, never both.
struct ExitStatus {
  int code = 0;
  int signal = 0;  ///< 0 when it exited by itself
  bool core = false;

  bool signaled() const { return signal != 0; }
  static ExitStatus from_wait(int status) {
    if (WIFSIGNALED(status)) return {0, WTERMSIG(status), WCOREDUMP(status) != 0};
    return {WEXITSTATUS(status), 0, false};
  }
  bool operator==(const ExitStatus&) const = default;
};

}  // namespace sandbox
