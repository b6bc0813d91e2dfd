// limits.h — which limit a run has hit, by the supervisor's own clock and counts. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "grader/model/evidence.h"
#include "grader/scenario/event_loop.h"
#include "sandbox/box.h"

namespace grader {

/// The limits that end a run at once: real time, CPU time of the tree, output; memory where only we look.
class LimitWatch {
 public:
  explicit LimitWatch(const sandbox::Limits& limits) : limits_(limits) {}
  /// Real time runs from the first start.
  void first_start(Clock::time_point now);
  std::optional<Clock::time_point> deadline() const;
  /// The first limit hit, or none. `memory_over`: the tree holds more memory than it may, and no kernel ends it.
  std::optional<LimitHit> check(Clock::time_point now, std::chrono::microseconds cpu, std::uint64_t output_bytes,
                                bool memory_over = false) const;

 private:
  sandbox::Limits limits_;
  std::optional<Clock::time_point> start_;
};

/// The limits that are known only at the end: the kernel refused memory or a process, a file grew too large.
std::vector<LimitHit> limits_seen_at_end(const sandbox::Limits& limits, const sandbox::BoxUsage& usage,
                                         const std::vector<ProcessRecord>& processes);

}  // namespace grader
