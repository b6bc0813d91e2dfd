// setup_failure.h — which step of a box's set-up failed. Plain data, filled without allocation.
#pragma once

#include <cerrno>
#include <cstdio>

namespace sandbox {

struct SetupFailure {
  int error = 0;
  char doing[96] = {};
  bool listener = false;  ///< the notification listener was refused: a second attempt may go without

  /// Records errno; returns false, so that a step can `return failure.at("…")`.
  bool at(const char* what, const char* object = "") noexcept {
    error = errno;
    std::snprintf(doing, sizeof doing, "%s%s%s", what, *object ? " " : "", object);
    return false;
  }
};

}  // namespace sandbox
