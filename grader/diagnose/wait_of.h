// wait_of.h — what one blocked task waits for, and which tasks could end that wait.
#pragma once

#include <string>
#include <vector>

#include "grader/diagnose/snapshot_index.h"

namespace grader {

struct Wait {
  std::string kind;  ///< as DeadTask::wait
  ObjectId object;
  /// Undecidable, about to end by itself, or something outside the box may end it: the task is alive.
  bool may_end = false;
  std::vector<pid_t> providers;  ///< tids; the waiter itself is never among them
  pid_t owner_box_tid = 0;
  bool private_on_shared = false;
};

/// The wait of a task that is blocked or stopped.
Wait wait_of(const SnapshotIndex& index, const TaskState& task);

/// The part of wait_of for one descriptor: adds to `wait` who could make `fd` ready for reading or writing.
void add_descriptor_wait(const SnapshotIndex& index, const TaskState& task, int fd, bool reading, Wait& wait);

/// Adds those who can send a signal to the task: everybody.
void add_signal_wait(const SnapshotIndex& index, const TaskState& task, std::uint64_t signals, Wait& wait);

}  // namespace grader
