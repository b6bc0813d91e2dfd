// rest_watch.cc — asks the cgroup's clock, then whoever was busy last, then everybody.
#include "grader/diagnose/rest_watch.h"

#include <algorithm>
#include <utility>

#include "grader/diagnose/own_cpu.h"

namespace grader {
namespace {

bool kept_by_cgroup(const sandbox::Box& box, const char* name) {
  const auto& items = box.protections().items;
  return std::any_of(items.begin(), items.end(), [&](const sandbox::Protection& p) {
    return p.name == name && p.active && p.detail.starts_with("cgroup");
  });
}

}  // namespace

RestWatch::RestWatch(sandbox::Box& box, ProcessTable& table)
    : box_(box), table_(table),
      has_clock_(kept_by_cgroup(box, "cpu-accounting") && kept_by_cgroup(box, "memory-limit") &&
                 kept_by_cgroup(box, "tasks-limit")) {}

bool RestWatch::nobody_ran() {
  if (!has_clock_) return false;
  const auto cpu = box_.counted_cpu();
  return cpu && *cpu == std::exchange(cpu_, *cpu);
}

std::vector<pid_t> RestWatch::living() const {
  std::vector<pid_t> pids;
  for (const TrackedProcess& p : table_.all())
    if (p.alive) pids.push_back(p.record.host_pid);
  std::sort(pids.begin(), pids.end());
  return pids;
}

std::optional<Glance> RestWatch::everybody_rests(double now_ms, std::vector<pid_t>& pids) {
  const double began = own_cpu_ms();
  auto glance = first_pass(now_ms, pids);
  last_pass_ms_ = own_cpu_ms() - began;
  return glance;
}

std::optional<Glance> RestWatch::first_pass(double now_ms, std::vector<pid_t>& pids) {
  if (now_ms - restless_ms_ < kTrustMs && seems_busy(restless_pid_, restless_tid_)) return std::nullopt;
  const std::vector<pid_t> known = living();
  Glance glance = glance_at(known, Pass::kFirstUntilRestless);
  if (glance.all_rest) {
    pids = table_.refresh(now_ms);
    if (pids != known) glance = glance_at(pids, Pass::kFirstUntilRestless);
    note(glance, now_ms);
    if (glance.all_rest) return glance;
  }
  restless_pid_ = glance.tasks.back().pid, restless_tid_ = glance.tasks.back().tid, restless_ms_ = now_ms;
  return std::nullopt;
}

void RestWatch::note(const Glance& glance, double now_ms) {
  for (const TaskGlance& task : glance.tasks) {
    auto& [last, since] = since_[task.tid];
    if (last == task) continue;
    last = task, since = now_ms;
  }
}

double RestWatch::resting_since(pid_t tid) const {
  const auto found = since_.find(tid);
  return found == since_.end() ? 0 : found->second.second;
}

}  // namespace grader
