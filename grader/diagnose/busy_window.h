// busy_window.h — whether a process burns its processor: how much it ran of the time in which it could have run.
#pragma once

#include <sys/types.h>

#include <cstdint>

namespace grader {

/// What the kernel counts for all threads of a process. Source: proc_pid_schedstat(5), proc_pid_status(5).
struct CpuUse {
  double ran_ms = 0;
  double queued_ms = 0;       ///< ready to run, yet without a core; counted when it gets one
  std::uint64_t sleeps = 0;   ///< voluntary context switches
};
CpuUse cpu_use_of(pid_t pid);

/// Of `elapsed_ms` since `then`, the time in which the process could have acted: what it waited for a core tells of
/// the machine, not of it. One that is `runnable` now may be waiting for a core just now, which is not counted yet: then
/// only what it ran is certain. Pure.
double could_act_ms(double elapsed_ms, const CpuUse& then, const CpuUse& now, bool runnable);

/// Of some stretch of time; nothing was seen while `could_ms` is 0.
struct CpuShare {
  double ran_ms = 0, could_ms = 0;
  std::uint64_t sleeps = 0;
};

/// Compares looks at a process. Pure. On a busy machine it takes longer until enough has been seen: what was spent in
/// the queue for a core tells of the machine's load, not of the process, and one that never sleeps could not run more
/// than it did.
class BusyWindow {
 public:
  explicit BusyWindow(double start_ms = 0) : start_ms_(start_ms) {}
  void look(double now_ms, const CpuUse& use);
  /// Of the time since the last whole window if that is enough to tell, else of that window.
  CpuShare share(double now_ms, const CpuUse& use) const;

 private:
  CpuShare since_start(double now_ms, const CpuUse& use) const;

  double start_ms_ = 0;
  CpuUse at_start_;
  CpuShare last_;
};

}  // namespace grader
