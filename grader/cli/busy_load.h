// busy_load.h — keeps the machine's processors busy for as long as it lives.
#pragma once

#include <sys/types.h>

#include <vector>

#include "sandbox/result.h"

namespace grader {

class BusyLoad {
 public:
  /// Starts `processes` that do nothing but burn, each in a session (and so a scheduling group) of its own.
  /// Errors: errno of fork(2); those already started are ended.
  static sandbox::Result<BusyLoad> start(unsigned processes);
  BusyLoad(BusyLoad&& other) noexcept = default;
  BusyLoad& operator=(BusyLoad&&) = delete;
  ~BusyLoad();

 private:
  BusyLoad() = default;
  std::vector<pid_t> pids_;
};

}  // namespace grader
