// limits.h — which limit a run has hit, by the supervisor's own clock and counts. Pure.
#pragma once

#include <chrono>
#include <optional>
#include <vector>

#include "grader/model/evidence.h"
#include "grader/scenario/event_loop.h"
#include "sandbox/box.h"

namespace grader {

/// Time in which others of the machine had the cores is added to a limit or a patience up to so many times its length.
inline constexpr int kMostStarvation = 7;

/// Limits of the kernel's that the tree has run into: it was refused a process, or killed for memory.
struct Refusals {
  bool memory = false, tasks = false;
};

/// The limits that end a run at once. What the kernel refused comes first: what follows are its consequences.
class LimitWatch {
 public:
  explicit LimitWatch(const sandbox::Limits& limits) : limits_(limits) {}
  /// Real time runs from the first start.
  void first_start(Clock::time_point now);
  /// What is not the student's time, since the first start: how long the supervisor has `kept` the tree waiting, and
  /// how long it was `starved` by others of the machine. At most twice the limit is added for the one, so that nobody
  /// lives for ever by calls that are held, and seven times for the other.
  void add_to_wall(std::chrono::microseconds kept, std::chrono::microseconds starved);
  std::optional<Clock::time_point> deadline() const;
  /// The first limit hit, or none.
  std::optional<LimitHit> check(Clock::time_point now, std::chrono::microseconds cpu, std::uint64_t output_bytes,
                                const Refusals& refused = {}) const;

 private:
  sandbox::Limits limits_;
  std::optional<Clock::time_point> start_;
  std::chrono::microseconds added_{0};
};

/// The limits that are known only at the end: the kernel refused memory or a process, a file grew too large.
/// `already`: those that ended the run; what the tree was refused after that is no cause of anything.
std::vector<LimitHit> limits_seen_at_end(const sandbox::Limits& limits, const sandbox::BoxUsage& usage,
                                         const std::vector<ProcessRecord>& processes,
                                         const std::vector<LimitHit>& already = {});

}  // namespace grader
