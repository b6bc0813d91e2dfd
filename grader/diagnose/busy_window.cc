// busy_window.cc — how much a process ran of the time in which it could have run.
#include "grader/diagnose/busy_window.h"

#include <algorithm>

#include "grader/diagnose/proc_reader.h"

namespace grader {
namespace {

constexpr double kWindowMs = 100, kEnoughMs = 5;

}  // namespace

CpuUse cpu_use_of(pid_t pid) {
  CpuUse use;
  for (const pid_t tid : task_ids(pid)) {
    if (const auto text = read_text(task_path(pid, tid, "schedstat"))) {  // "ran_ns queued_ns slices"
      std::string_view rest = *text;
      use.ran_ms += static_cast<double>(parse_number(next_word(rest)).value_or(0)) / 1e6;
      use.queued_ms += static_cast<double>(parse_number(next_word(rest)).value_or(0)) / 1e6;
    }
    if (const auto status = task_status(pid, tid)) use.sleeps += status->voluntary_switches;
  }
  return use;
}

double could_act_ms(double elapsed_ms, const CpuUse& then, const CpuUse& now, bool runnable) {
  if (runnable) return std::clamp(now.ran_ms - then.ran_ms, 0.0, elapsed_ms);
  return std::clamp(elapsed_ms - (now.queued_ms - then.queued_ms), 0.0, elapsed_ms);
}

CpuShare BusyWindow::since_start(double now_ms, const CpuUse& use) const {
  CpuShare share;
  share.ran_ms = std::max(0.0, use.ran_ms - at_start_.ran_ms);
  share.could_ms = use.sleeps == at_start_.sleeps ? share.ran_ms : now_ms - start_ms_ - (use.queued_ms - at_start_.queued_ms);
  share.could_ms = std::max(share.could_ms, share.ran_ms);
  share.sleeps = use.sleeps - std::min(use.sleeps, at_start_.sleeps);  // a thread's count ends with it
  return share;
}

void BusyWindow::look(double now_ms, const CpuUse& use) {
  if (now_ms - start_ms_ < kWindowMs) return;
  const CpuShare share = since_start(now_ms, use);
  if (share.could_ms < kEnoughMs) return;
  last_ = share;
  start_ms_ = now_ms, at_start_ = use;
}

CpuShare BusyWindow::share(double now_ms, const CpuUse& use) const {
  const CpuShare share = since_start(now_ms, use);
  return share.could_ms >= kEnoughMs && now_ms - start_ms_ >= kWindowMs / 4 ? share : last_;
}

}  // namespace grader
