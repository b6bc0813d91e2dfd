// starvation.cc — real time less CPU time, while there is work.
#include "grader/diagnose/starvation.h"

#include <algorithm>
#include <utility>

namespace grader {

void Starvation::sample(double now_ms, double cpu_ms, bool runnable, double late_ms) {
  const double passed = now_ms - std::exchange(last_ms_, now_ms), used = cpu_ms - std::exchange(last_cpu_ms_, cpu_ms);
  const double late = std::clamp(late_ms, 0.0, passed);
  const bool work = std::exchange(was_runnable_, runnable) && runnable;
  total_ms_ += work ? std::max(late, passed - used) : late;
}

}  // namespace grader
