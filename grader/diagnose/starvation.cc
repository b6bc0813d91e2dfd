// starvation.cc — real time less CPU time, while there is work.
#include "grader/diagnose/starvation.h"

#include <algorithm>
#include <utility>

namespace grader {
namespace {

// Samples are at most so far apart, unless it was the supervisor who had no core: then calls that it holds waited, too.
constexpr double kLongestGapMs = 300;

}  // namespace

void Starvation::sample(double now_ms, double cpu_ms, bool runnable) {
  const double passed = now_ms - std::exchange(last_ms_, now_ms), used = cpu_ms - std::exchange(last_cpu_ms_, cpu_ms);
  const double late = std::max(0.0, passed - kLongestGapMs);
  const bool work = std::exchange(was_runnable_, runnable) && runnable;
  total_ms_ += work ? std::max(late, passed - used) : late;
}

}  // namespace grader
