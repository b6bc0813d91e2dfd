// busy_sampler.cc — who burns its processor, and where it is while it does.
#include "grader/diagnose/busy_sampler.h"

#include <poll.h>

#include <chrono>

namespace grader {
namespace {

using Clock = std::chrono::steady_clock;
constexpr double kHeldCallsAMs = 3;
constexpr auto kBudget = std::chrono::milliseconds(1200);  // among many that compete, one may take long to stop

}  // namespace

void BusySampler::sample(const Glance& glance, double now) {
  constexpr int kSamples = 5, kPauseMs = 5;
  constexpr std::size_t kMaxBurners = 8;
  const auto enough = Clock::now() + kBudget;
  for (TrackedProcess& p : table_.all()) {
    const auto stat = p.alive ? stat_of(p.record.host_pid) : std::nullopt;
    if (!stat || burners_.size() >= kMaxBurners) continue;
    const CpuShare share = p.busy.share(now, cpu_use_of(p.record.host_pid));
    if (share.could_ms > 0 && share.ran_ms >= share.could_ms / 2)
      burners_.push_back({{p.record.id, share.ran_ms, share.could_ms, share.sleeps, {}}, {}});
    else if (p.held_calls_a_ms >= kHeldCallsAMs)  // it would run all the time, if it were not held in each of its calls
      burners_.push_back({{p.record.id, share.could_ms, share.could_ms, 0, {}}, {}});
  }
  for (int sample = 0; sample < kSamples && !burners_.empty(); ++sample) {
    for (Burner& burner : burners_) {
      if (Clock::now() > enough) return;
      const TrackedProcess& p = *table_.by_id(burner.sample.process);
      const bool held = p.held_calls_a_ms >= kHeldCallsAMs;
      for (const TaskGlance& task : glance.tasks) {
        if (task.pid != p.record.host_pid || (task.activity != TaskActivity::kRunning && !held)) continue;
        if (auto stack = capture_stopped(files_, task.tid)) burner.stacks.push_back(std::move(*stack));
        break;
      }
    }
    ::poll(nullptr, 0, kPauseMs);
  }
}

void BusySampler::want_stacks(ResolvedStacks& stacks) const {
  for (const Burner& burner : burners_)
    for (const StackCapture& capture : burner.stacks) stacks.want(capture);
}

void BusySampler::fill(Evidence& evidence, const ResolvedStacks& stacks) {
  for (Burner& burner : burners_) {
    for (const StackCapture& stack : burner.stacks) burner.sample.stacks.push_back(stacks.of(stack));
    evidence.busy.push_back(std::move(burner.sample));
  }
}

}  // namespace grader
