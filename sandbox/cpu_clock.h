// cpu_clock.h — CPU time of a process tree where no cgroup counts it.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

#include "sandbox/fd.h"

namespace sandbox {

/// A task-clock counter that every later descendant of `pid` inherits. Unprivileged up to perf_event_paranoid 2.
/// Source: perf_event_open(2), PERF_COUNT_SW_TASK_CLOCK.
class CpuClock {
 public:
  static CpuClock start(pid_t pid);
  explicit operator bool() const { return static_cast<bool>(event_); }
  std::optional<std::chrono::microseconds> read() const;

 private:
  Fd event_;
};

/// Sums over the living descendants of `pid`, from /proc.
struct TreeUse {
  std::chrono::microseconds cpu{0};
  std::uint64_t resident_bytes = 0;  ///< without what others share: a lower bound, exact above the limit asked for
  std::uint64_t mapped_bytes = 0;    ///< all that is resident, shared pages once per process: an upper bound
  std::uint32_t tasks = 0;
  std::vector<pid_t> pids;
};
/// Where more than `memory_bytes` may be in use, resident_bytes is the sum of proportional shares (Pss).
TreeUse measure_tree(pid_t pid, std::uint64_t memory_bytes);

}  // namespace sandbox
