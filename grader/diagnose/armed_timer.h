// armed_timer.h — timers that will send signals, as the calls that set them told.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <map>
#include <optional>

namespace grader {

/// A timer that /proc does not show in full: known from the rare call that set it.
struct ArmedTimer {
  double first_ms = 0;  ///< from the moment it is set
  bool repeats = false;
  int signo = 0;        ///< that it will send; 0: not known
  /// When it has fired. On a busy machine the caller sets it long after its call was seen: the time counts from the
  /// first moment at which all tasks rested, the caller in another call.
  std::optional<double> until_ms;
};

/// By host pid: the signals that its timers will send, bit n-1 is signal n; 0: not known.
using ArmedTimers = std::map<pid_t, std::uint64_t>;

}  // namespace grader
