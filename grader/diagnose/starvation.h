// starvation.h — for how long a box's processes had work to do and no core to do it on: others of the machine had it.
// Neither a limit nor a grace of the student's runs in that time. An estimate by samples. Pure.
#pragma once

namespace grader {

class Starvation {
 public:
  /// `cpu_ms`: CPU time of the box and its supervisor so far; `runnable`: one of its processes runs now, or waits for a
  /// core or for us.
  /// `late_ms`: how much later than meant this sample comes.
  void sample(double now_ms, double cpu_ms, bool runnable, double late_ms = 0);
  /// So far. Between two samples with somebody runnable at both, what they and we did not use others had; and while a
  /// sample was late, others had the supervisor's core, and calls that it holds waited for it.
  double total_ms() const { return total_ms_; }

 private:
  double last_ms_ = 0, last_cpu_ms_ = 0, total_ms_ = 0;
  bool was_runnable_ = false;
};

}  // namespace grader
