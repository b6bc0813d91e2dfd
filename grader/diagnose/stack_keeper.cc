// stack_keeper.cc — whom to stop, and for how long that may be tried.
#include "grader/diagnose/stack_keeper.h"

namespace grader {
namespace {

constexpr std::size_t kMaxStacks = 64;
constexpr std::chrono::milliseconds kStopBudget{400};  // among many that compete for the processor, one may take long

}  // namespace

void StackKeeper::keep(const WaitSnapshot& snapshot, const std::set<pid_t>& tids) {
  std::vector<WaitingTask> waiting;
  for (const TaskState& task : snapshot.tasks) {
    const bool has_place = task.call || task.activity == TaskActivity::kStopped;
    if (!tids.contains(task.tid) || waiting.size() >= kMaxStacks || !has_place) continue;
    waiting.push_back({task.pid, task.tid, task.call ? task.call->sp : 0, task.call ? task.call->pc : 0});
  }
  stacks_.merge(capture_stopped(files_, waiting, kStopBudget));
}

void StackKeeper::forget() {
  resolved_.forget();
  stacks_.clear();
}

void StackKeeper::want(ProcessTable& table) {
  for (const auto& [tid, capture] : stacks_) resolved_.want(capture);
  for (const TrackedProcess& p : table.all())
    if (p.forked_from) resolved_.want(*p.forked_from);
}

void StackKeeper::fill(WaitSnapshot& snapshot) const {
  for (TaskState& task : snapshot.tasks)
    if (const auto it = stacks_.find(task.tid); it != stacks_.end()) task.stack = resolved_.of(it->second);
}

}  // namespace grader
