// explain.h — a wait in the student's words: which call, on what, in which state, and why nobody ends it.
#pragma once

#include <string>

#include "grader/diagnose/people.h"
#include "grader/diagnose/snapshot_index.h"
#include "grader/diagnose/wait_graph.h"
#include "grader/model/finding.h"

namespace grader {

/// What went wrong with one wait, the most telling first.
enum class Cause {
  kPrivate,       ///< a process-private primitive in memory that processes share
  kOwnWriteEnd,   ///< reads a pipe whose write end it holds open itself
  kOwnReadEnd,    ///< fills a pipe that only it can read
  kRelock,        ///< locks a mutex that it holds
  kOwnerEnded,    ///< the owner ended without unlocking
  kLockCycle,     ///< part of a cycle of owners
  kOpenEnd,       ///< reads a pipe whose write end is held by others that are stuck, too
  kFifoOpen,
  kBarrier,
  kSemaphore,
  kCondition,
  kOther,
  kQueued,        ///< waits for a lock whose owner is stuck elsewhere
  kChild,         ///< only waits for its children
};

struct ExplainedWait {
  WaitsFor waits_for;
  FindingObject object;
  Cause cause = Cause::kOther;
  std::string fact;  ///< "reads a pipe whose write end (descriptor 4) it holds open itself"
  std::string hint;
};

ExplainedWait explain(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                      const std::vector<DeadTask>& all_dead);

/// The function that the student called: "sem_wait()", "read()".
std::string call_in_words(const TaskState& task, const std::string& wait);
/// Kind and name of the object waited for, its value where that can be seen.
FindingObject object_in_words(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                              const std::string& kind);
/// The wait's kind, corrected by the stack: the memory around a futex only suggests it.
std::string kind_in_words(const TaskState& task, const std::string& wait);
/// "worker 1", "thread 2 of worker 1".
std::string task_name(const SnapshotIndex& index, const People& people, pid_t tid);

}  // namespace grader
