// limits.cc — which limit a run has hit, by the supervisor's own clock and counts. Pure.
#include "grader/scenario/limits.h"

#include <algorithm>
#include <csignal>

namespace grader {

void LimitWatch::first_start(Clock::time_point now) {
  if (!start_) start_ = now;
}

std::optional<Clock::time_point> LimitWatch::deadline() const {
  if (!start_) return std::nullopt;
  return *start_ + limits_.wall + added_;
}

void LimitWatch::add_to_wall(std::chrono::microseconds kept, std::chrono::microseconds starved) {
  using std::chrono::microseconds;
  added_ = std::min<microseconds>(kept, 2 * limits_.wall) + std::min<microseconds>(starved, kMostStarvation * limits_.wall);
}

std::optional<LimitHit> LimitWatch::check(Clock::time_point now, std::chrono::microseconds cpu,
                                          std::uint64_t output_bytes, const Refusals& refused) const {
  const auto ms = [](std::chrono::milliseconds t) { return static_cast<std::uint64_t>(t.count()); };
  if (refused.memory) return LimitHit{"memory", limits_.memory_bytes, "bytes", {}};
  if (refused.tasks) return LimitHit{"tasks", limits_.tasks, "processes", {}};
  if (output_bytes > limits_.output_bytes) return LimitHit{"output", limits_.output_bytes, "bytes", {}};
  if (cpu >= limits_.cpu) return LimitHit{"cpu", ms(limits_.cpu), "ms", {}};
  if (start_ && now >= *deadline()) return LimitHit{"wall", ms(limits_.wall), "ms", {}};
  return std::nullopt;
}

std::vector<LimitHit> limits_seen_at_end(const sandbox::Limits& limits, const sandbox::BoxUsage& usage,
                                         const std::vector<ProcessRecord>& processes,
                                         const std::vector<LimitHit>& already) {
  std::vector<LimitHit> hits;
  if (usage.memory_limit_hit && already.empty()) hits.push_back({"memory", limits.memory_bytes, "bytes", {}});
  if (usage.tasks_limit_hit && already.empty()) hits.push_back({"tasks", limits.tasks, "processes", {}});
  for (const ProcessRecord& process : processes) {
    if (process.end.kind != ProcessEnd::Kind::kSignaled) continue;
    if (process.end.signal == SIGXFSZ) hits.push_back({"file-size", limits.file_size_bytes, "bytes", process.id});
    if (process.end.signal == SIGXCPU)
      hits.push_back({"cpu", static_cast<std::uint64_t>(limits.cpu.count()), "ms", process.id});
  }
  return hits;
}

}  // namespace grader
