// snapshot_index.h — look-ups in a wait snapshot: processes by pid, tasks by process, holders of an object.
#pragma once

#include <map>
#include <unordered_map>
#include <vector>

#include "grader/model/snapshot.h"

namespace grader {

/// Refers to the snapshot, which must outlive it. Ended tasks are left out everywhere: they provide nothing.
class SnapshotIndex {
 public:
  explicit SnapshotIndex(const WaitSnapshot& snapshot);

  const WaitSnapshot& snapshot() const { return snapshot_; }
  const ProcessState* process(pid_t pid) const;
  const TaskState* task(pid_t tid) const;
  /// Every task that has not ended.
  const std::vector<pid_t>& everybody() const { return everybody_; }
  const std::vector<pid_t>& tasks_of(pid_t pid) const;
  /// The host tid of a thread by the number that the students' processes see; 0: no such thread now.
  pid_t host_tid(pid_t box_tid) const;
  bool knows_box_tids() const { return !box_tids_.empty(); }

  static const Descriptor* descriptor(const ProcessState& process, int fd);
  static const SharedMapping* mapping_at(const ProcessState& process, std::uint64_t address);
  /// Does the process map this "futex-shared" memory writable?
  static bool can_write(const ProcessState& process, const ObjectId& memory);
  /// Does somebody outside the box still hold the other end?
  bool outside(const ObjectId& object) const;

 private:
  const WaitSnapshot& snapshot_;
  std::unordered_map<pid_t, const ProcessState*> processes_;
  std::unordered_map<pid_t, const TaskState*> tasks_;
  std::unordered_map<pid_t, std::vector<pid_t>> tasks_of_;
  std::map<pid_t, pid_t> box_tids_;
  std::vector<pid_t> everybody_;
};

}  // namespace grader
