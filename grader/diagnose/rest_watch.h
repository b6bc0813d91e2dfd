// rest_watch.h — whether anybody in the box does anything: the cheap looks that spare the dear one.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <vector>

#include "grader/diagnose/process_table.h"
#include "grader/diagnose/snapshot_reader.h"
#include "sandbox/box.h"

namespace grader {

class RestWatch {
 public:
  RestWatch(sandbox::Box& box, ProcessTable& table);

  /// Whether the box's CPU time is kept by cgroups alone: cheap to read, and it moves whenever a task runs.
  bool has_clock() const { return has_clock_; }
  /// Since this was asked last. Without that clock nobody knows: false.
  bool nobody_ran();
  /// A look at many is dear, and in vain as long as somebody runs.
  bool is_dear() const { return has_clock_ && last_pass_ms_ > kDearMs; }

  /// The first pass: everybody's state, if all rest. `pids` are all processes there are then.
  std::optional<Glance> everybody_rests(double now_ms, std::vector<pid_t>& pids);
  void note(const Glance& glance, double now_ms);
  /// When it was first seen as in the last glance noted.
  double resting_since(pid_t tid) const;

  /// A clock of microseconds may not see a task that ran for less: now and then everything is read again.
  static constexpr double kTrustMs = 200;

 private:
  static constexpr double kDearMs = 2;  ///< of our own CPU time: to be kept waiting for a core is not dear

  std::optional<Glance> first_pass(double now_ms, std::vector<pid_t>& pids);
  std::vector<pid_t> living() const;

  sandbox::Box& box_;
  ProcessTable& table_;
  bool has_clock_;
  std::chrono::microseconds cpu_{-1};           ///< of the box when it was asked last
  pid_t restless_pid_ = 0, restless_tid_ = 0;   ///< who did not rest last time: most often it still does not
  double restless_ms_ = -kTrustMs;              ///< its pid may be another's some day
  double last_pass_ms_ = 0;
  std::map<pid_t, std::pair<TaskGlance, double>> since_;
};

}  // namespace grader
