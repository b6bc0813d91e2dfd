// wait_graph.cc — spreads "alive" over the waits until nothing changes.
#include "grader/diagnose/wait_graph.h"

#include <algorithm>
#include <csignal>
#include <deque>
#include <map>
#include <unordered_map>
#include <unordered_set>

#include "grader/diagnose/wait_of.h"

namespace grader {
namespace {

constexpr std::uint64_t bit(int signo) { return 1ull << (signo - 1); }

/// Would a pending signal be delivered: not blocked by the task, and not thrown away? To a stopped task none is:
/// SIGCONT and SIGKILL, which end the stop, are never left pending.
bool signal_pending(const ProcessState& process, const TaskState& task) {
  if (task.activity == TaskActivity::kStopped) return false;
  constexpr std::uint64_t kIgnoredByDefault = bit(SIGCHLD) | bit(SIGCONT) | bit(SIGURG) | bit(SIGWINCH);
  const std::uint64_t thrown_away = process.ignored | (kIgnoredByDefault & ~process.caught);
  return ((task.pending | process.shared_pending) & ~task.blocked & ~thrown_away) != 0;
}

/// Asynchronous input and output (io_setup(2)): the kernel may write an eventfd when it is done.
bool has_kernel_io(const ProcessState& process) {
  return std::any_of(process.mappings.begin(), process.mappings.end(), [](const SharedMapping& m) { return m.name.starts_with("/[aio]"); });
}

/// Not if all threads block the timer's signal and sleep on futexes, in a handler of that very signal for instance: nobody
/// takes it there, neither a handler nor sigwait() nor a signalfd.
bool timer_may_wake(const SnapshotIndex& index, const ProcessState& process) {
  if (!process.timer_armed || process.timer_signals == 0) return process.timer_armed;
  const std::vector<pid_t>& tids = index.tasks_of(process.pid);
  return std::any_of(tids.begin(), tids.end(), [&](pid_t tid) {
    const TaskState& task = *index.task(tid);
    return (process.timer_signals & ~task.blocked) != 0 || !task.call || task.call->name != "futex";
  });
}

bool alive_by_itself(const SnapshotIndex& index, const ProcessState* process, const TaskState& task, const Wait& wait) {
  return !process || timer_may_wake(index, *process) || has_kernel_io(*process) || signal_pending(*process, task) || wait.may_end;
}

/// A process without a task that was read: something is alive there that the snapshot does not show.
bool incomplete(const SnapshotIndex& index) {
  const auto& processes = index.snapshot().processes;
  return std::any_of(processes.begin(), processes.end(), [&](const ProcessState& p) {
    return !p.zombie && index.tasks_of(p.pid).empty();
  });
}

/// The tids reached from `seeds` by "provides for". A thousand tasks that all provide for one another make a million
/// edges: only those of tasks with no living provider so far are kept.
std::unordered_set<pid_t> spread(const std::map<pid_t, Wait>& waits, std::deque<pid_t> seeds) {
  std::unordered_set<pid_t> alive(seeds.begin(), seeds.end());
  if (seeds.empty()) return alive;
  std::unordered_map<pid_t, std::vector<pid_t>> provides_for;
  for (const auto& [tid, wait] : waits) {
    if (alive.contains(tid)) continue;
    if (std::any_of(wait.providers.begin(), wait.providers.end(), [&](pid_t p) { return alive.contains(p); })) {
      alive.insert(tid);
      seeds.push_back(tid);
      continue;
    }
    for (const pid_t provider : wait.providers) provides_for[provider].push_back(tid);
  }
  for (; !seeds.empty(); seeds.pop_front()) {
    const auto reached = provides_for.find(seeds.front());
    if (reached == provides_for.end()) continue;
    for (const pid_t tid : reached->second)
      if (alive.insert(tid).second) seeds.push_back(tid);
  }
  return alive;
}

}  // namespace

DeadSet find_dead(const WaitSnapshot& snapshot) {
  DeadSet set;
  const SnapshotIndex index(snapshot);
  if (snapshot.outlook.more_steps_may_provide || snapshot.network_in_motion || incomplete(index)) return set;
  std::map<pid_t, Wait> waits;
  std::deque<pid_t> seeds;
  for (const pid_t tid : index.everybody()) {
    const TaskState& task = *index.task(tid);
    Wait& wait = waits[tid] = wait_of(index, task);
    if (alive_by_itself(index, index.process(task.pid), task, wait)) seeds.push_back(tid);
  }
  const std::unordered_set<pid_t> alive = spread(waits, std::move(seeds));
  for (const pid_t tid : index.everybody()) {
    if (alive.contains(tid)) continue;
    Wait& wait = waits[tid];
    set.suspected.push_back({tid, index.task(tid)->pid, wait.kind, wait.object, std::move(wait.providers),
                             wait.owner_box_tid, wait.private_on_shared});
  }
  set.everyone = alive.empty() && !set.suspected.empty();
  if (set.everyone) set.dead = set.suspected;
  return set;
}

}  // namespace grader
