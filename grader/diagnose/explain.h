// explain.h — a wait in the student's words: which call, on what, in which state, and why nobody ends it.
#pragma once

#include <string>
#include <string_view>

#include "grader/diagnose/people.h"
#include "grader/diagnose/snapshot_index.h"
#include "grader/diagnose/wait_graph.h"
#include "grader/model/finding.h"

namespace grader {

/// What went wrong with one wait, the most telling first. Each but the last two has a section in
/// docs/rules/deadlock.md under its name.
enum class Cause {
  kPrivate,          ///< a process-private primitive in memory that processes share
  kOwnEnd,           ///< reads a pipe whose write end it holds open itself
  kOwnReadEnd,       ///< fills a pipe that only it could read
  kRelock,           ///< locks a mutex that it holds
  kOwnerEnded,       ///< the owner ended without unlocking
  kLockCycle,        ///< part of a cycle of owners of mutexes
  kFileLockCycle,
  kPipePairFull,     ///< two processes fill the pipe that the other should empty
  kFifoOrder,        ///< each opens a FIFO whose other end the other would open later
  kJoinCycle,        ///< joins a thread that waits for its joiner
  kStopped,
  kMessageType,      ///< messages are there, but none of the type waited for
  kSignalMask,       ///< the signal came, and is blocked where it should not be, or is not among those waited for
  kLostSignal,       ///< the signal came before the wait for it
  kWatchesNothing,   ///< select() of none of the descriptors in its sets
  kHandlerWaits,     ///< a signal handler waits for a child that needs what it has interrupted
  kHoldsLock,        ///< holds a mutex that those who could end the wait are waiting for
  kOpenEnd,          ///< reads a pipe whose write end is held by others that are stuck, too
  kParentAndChild,   ///< waits for something that only its parent could do, which waits for its end
  kBarrier,
  kSemaphore,
  kCondition,
  kOther,
  kQueued,           ///< waits for a lock whose owner is stuck elsewhere
  kChild,            ///< only waits for its children
};
/// "unclosed-write-end"; empty for a mere consequence.
std::string_view to_string(Cause cause);

struct ExplainedWait {
  WaitsFor waits_for;
  FindingObject object;
  Cause cause = Cause::kOther;
  bool own_part = false;  ///< it contributes to the cause itself: of several that tell the same, it does so best
  std::string fact;  ///< "reads an empty pipe whose write end (descriptor 4) it holds open itself"
  std::string hint;
};

ExplainedWait explain(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                      const std::vector<DeadTask>& all_dead);

/// "waitpid": the function that the student's `line` calls where `call` is where it got to, for a `wait` of that kind.
std::string as_written(const std::string& line, const std::string& call, const std::string& wait = "");
/// The function that the student called: "sem_wait()", "read()".
std::string call_in_words(const Evidence& evidence, const TaskState& task, const std::string& wait);
/// The library function right below the student's code: "read" of "__GI___libc_read"; empty when there is none.
std::string library_function(const Stack& stack);
/// Kind and name of the object waited for, its value where that can be seen, where it was made.
FindingObject object_in_words(const SnapshotIndex& index, const People& people, const DeadTask& dead,
                              const std::string& kind);
/// The wait's kind, corrected by the stack: the memory around a futex only suggests it.
std::string kind_in_words(const Evidence& evidence, const TaskState& task, const std::string& wait);
/// The run had this process alone, in a pid namespace: its threads have the numbers next to its own.
bool numbers_are_its_own(const ProcessState& process, const People& people);
/// "worker 1", "thread 2 of worker 1".
std::string task_name(const SnapshotIndex& index, const People& people, pid_t tid);

}  // namespace grader
