// wait_edges.cc — gathers the waits of a deadlock by the object waited for.
#include "grader/diagnose/wait_edges.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace grader {
namespace {

/// Two waits are for one object if these agree.
using Key = std::tuple<std::string, ObjectId, pid_t>;

Key key_of(const DeadTask& task) {
  const bool any_child = task.wait == "child" && task.object.a == 0;
  const bool its_own = any_child || task.wait == "poll" || task.wait == "stopped";
  return {task.wait, task.object, its_own ? task.tid : 0};
}

/// The waiter is never a provider of its own wait, but a pipe's end that it holds itself is what a picture must show.
bool holds_other_end(const SnapshotIndex& index, const DeadTask& task) {
  const bool reading = task.wait == "pipe-read" || task.wait == "fifo-read";
  const ProcessState* process = index.process(task.pid);
  if (!process || (!reading && task.wait != "pipe-write" && task.wait != "fifo-write")) return false;
  return std::any_of(process->descriptors.begin(), process->descriptors.end(), [&](const Descriptor& d) {
    return d.object == task.object && (reading ? d.writable : d.readable);
  });
}

}  // namespace

std::vector<AwaitedObject> wait_edges(const SnapshotIndex& index, const std::vector<DeadTask>& dead,
                                      const std::vector<FindingProcess>& processes) {
  std::map<pid_t, int> place_of;
  for (std::size_t i = 0; i < dead.size(); ++i) place_of[dead[i].tid] = static_cast<int>(i);
  std::vector<AwaitedObject> objects;
  std::vector<std::set<int>> woken_by;
  std::map<Key, std::size_t> known;
  for (std::size_t i = 0; i < dead.size() && i < processes.size(); ++i) {
    if (!processes[i].waits_for) continue;
    const auto [entry, fresh] = known.emplace(key_of(dead[i]), objects.size());
    if (fresh) {
      const WaitsFor& wait = *processes[i].waits_for;
      objects.push_back({wait.kind, wait.object, wait.value, {}, {}});
      woken_by.emplace_back();
    }
    objects[entry->second].waiting.push_back(static_cast<int>(i));
    std::set<int>& wakers = woken_by[entry->second];
    for (const pid_t tid : dead[i].providers)
      if (const auto place = place_of.find(tid); place != place_of.end()) wakers.insert(place->second);
    if (const pid_t owner = index.host_tid(dead[i].owner_box_tid); owner == dead[i].tid && owner != 0)
      wakers.insert(static_cast<int>(i));
    if (holds_other_end(index, dead[i])) wakers.insert(static_cast<int>(i));
  }
  for (std::size_t i = 0; i < objects.size(); ++i) objects[i].woken_by.assign(woken_by[i].begin(), woken_by[i].end());
  return objects;
}

}  // namespace grader
